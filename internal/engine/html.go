package engine

// htmlTags are the tags that tell text from HTML; an address in angle brackets is none.
var htmlTags = []string{"<html", "<!doctype", "<body", "<div", "<p>", "<p ", "<br", "<table", "<td", "<span", "<font", "<pre"}

// plainText takes the tags off when text is HTML. Its offset is -1 then.
func plainText(text string, at int) (string, int) {
	if head := text[:min(len(text), 20000)]; contains(head, "</") && htmlSet.any(head) {
		return htmlText(text), -1
	}
	return text, at
}

// Tags after which a new line begins.
var blockTags = []string{"br", "p", "div", "tr", "li", "h1", "h2", "h3", "table", "pre", "/p", "/div", "/tr", "/table", "hr", "/pre", "/li"}

// Entities that notices hold: those of ASCII and of typography, and those of ISO 8859-1 in the order of their characters.
var entities = []struct{ name, text string }{
	{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}, {"lsquo", "‘"}, {"rsquo", "’"}, {"ldquo", "“"}, {"rdquo", "”"}, {"bdquo", "„"}, {"ndash", "–"}, {"mdash", "—"}, {"hellip", "…"}, {"bull", "•"}, {"euro", "€"},
}

const latinEntities = " iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest" +
	" Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig" +
	" agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml "

// htmlText is the text of HTML as a reader sees it: without tags, scripts and styles, with entities resolved.
func htmlText(s string) string {
	out := make([]byte, 0, len(s))
	pre := false
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case (c == '\n' || c == '\r') && !pre: // a line ends at a tag, wherever the source is broken
			if k := len(out); k > 0 && out[k-1] > ' ' {
				out = append(out, ' ')
			}
			i++
		case c == '<' && i+1 < len(s) && (letter(s[i+1]) || s[i+1] == '/' || s[i+1] == '!'):
			end := i + 1
			for end < len(s) && s[end] != '>' {
				end++
			}
			tag := lower(firstTag(s[i+1 : end]))
			if contains(s[i+1:min(end, i+120)], "@") && tag != "a" && !contains(s[i+1:min(end, i+120)], "=") {
				out = append(out, s[i:min(end+1, len(s))]...) // an address that nobody escaped
				i = min(end+1, len(s))
				continue
			}
			i = min(end+1, len(s))
			if tag == "script" || tag == "style" {
				if k := indexFold(s[i:], "</"+tag); k >= 0 {
					i += k
				} else {
					i = len(s)
				}
				continue
			}
			if tag == "td" || tag == "th" {
				out = append(out, '\t')
			}
			if tag == "pre" || tag == "/pre" {
				pre = tag == "pre"
			}
			for _, b := range blockTags {
				if tag == b {
					out = append(out, '\n')
					break
				}
			}
		case c == '&':
			text, n := entity(s[i:])
			out = append(out, text...)
			i += n
		default:
			out = append(out, c)
			i++
		}
	}
	return str(out)
}

func firstTag(s string) string {
	for i := 0; i < len(s); i++ {
		if i > 0 && !letter(s[i]) && !digit(s[i]) {
			return s[:i]
		}
	}
	return s
}

// entity resolves the character reference at the start of s and tells its length.
func entity(s string) (string, int) {
	end := 0
	for end < len(s) && end < 12 && s[end] != ';' {
		end++
	}
	if end >= len(s) || s[end] != ';' {
		return s[:1], 1
	}
	name := s[1:end]
	for _, e := range entities {
		if e.name == name {
			return e.text, end + 1
		}
	}
	if at := index(latinEntities, " "+name+" "); at >= 0 {
		r := rune(0xa1)
		for _, c := range []byte(latinEntities[:at]) {
			if c == ' ' {
				r++
			}
		}
		var buf [4]byte
		return string(buf[:encodeRune(&buf, r)]), end + 1
	}
	if hasPrefix(name, "#") {
		r, digits, base := 0, name[1:], 10
		if digits != "" && digits[0]|0x20 == 'x' {
			digits, base = digits[1:], 16
		}
		for i := 0; i < len(digits); i++ {
			v := hex(digits[i])
			if v < 0 || v >= base || r > 0x10ffff {
				return s[:1], 1
			}
			r = r*base + v
		}
		if r > 0 && r <= 0x10ffff && (r < 0xd800 || r > 0xdfff) {
			var buf [4]byte
			return string(buf[:encodeRune(&buf, rune(r))]), end + 1
		}
	}
	return s[:1], 1
}
