package engine

// header is a field of a message or part: its name in lower case, its value unfolded.
type header struct {
	name  string
	value string
	at    int    // offset of the value's first line, -1 if it does not stand plainly in the input
	more  []line // the further lines of a folded field
	size  int    // bytes of those
}

// part is one body of a message: a leaf, or a multipart or message with parts of its own.
type part struct {
	headers  []header
	kind     string // lower case, "text/plain"
	params   string // what follows the kind in Content-Type
	body     string // as it stands, still encoded
	at       int    // offset of body, -1
	parts    []*part
	original bool // the returned message, or a part of it
}

// get is the value of a header field, empty if it is not there.
//
//go:noinline
func (p *part) get(name string) string {
	for _, h := range p.headers {
		if h.name == name {
			return h.value
		}
	}
	return ""
}

// mimeReader holds what is counted while one message is taken apart.
type mimeReader struct {
	charset  Charset
	guess    string // the charset of the header's encoded words, for text that does not say its own
	parts    int
	attached []*part // messages, those in them left out
	inside   int     // messages around the one that is read
	warnings []string
}

func (m *mimeReader) warn(s string) {
	for _, w := range m.warnings {
		if w == s {
			return
		}
	}
	m.warnings = append(m.warnings, s)
}

// message reads a message or part: header fields, an empty line, the body (RFC 5322 section 2.1, RFC 2045).
func (m *mimeReader) message(text string, at, depth int, defaultKind string) *part {
	p := &part{kind: defaultKind, at: -1}
	end := m.headerFields(p, text)
	p.body = text[end:]
	if at >= 0 {
		p.at = at + end
	}
	for _, h := range p.headers {
		if i := index(h.value, "=?"); i >= 0 && m.guess == "" {
			if k := indexByte(h.value[i+2:], '?'); k > 0 && !hasPrefixFold(h.value[i+2:], "utf-8") {
				m.guess = lower(h.value[i+2 : i+2+k])
			}
		}
	}
	if ct := p.get("content-type"); ct != "" {
		p.kind, p.params = ct, ""
		if i := indexByte(ct, ';'); i >= 0 {
			p.kind, p.params = ct[:i], ct[i+1:]
		}
		p.kind = lower(trim(p.kind))
	}
	m.parts++
	switch {
	case depth >= maxDepth || m.parts >= maxParts:
		m.warn("parts nested deeper than 24, or more than 400 of them, were not read")
	case hasPrefix(p.kind, "multipart/"):
		m.multipart(p, depth)
	case p.kind == "message/rfc822" || p.kind == "message/global" || p.kind == "text/rfc822-headers" || p.kind == "message/rfc822-headers":
		text, at := m.decode(p)
		m.inside++
		inner := m.message(text, at, depth+1, "text/plain")
		if m.inside--; m.inside == 0 && p.kind == "message/rfc822" {
			m.attached = append(m.attached, p)
		}
		inner.mark()
		p.parts = []*part{inner}
	}
	return p
}

// mark says that a part, and all in it, is the returned message.
func (p *part) mark() {
	p.original = true
	for _, c := range p.parts {
		c.mark()
	}
}

// headerFields reads the header of a part and returns where its body begins.
func (m *mimeReader) headerFields(p *part, text string) int {
	i := 0
	for i < len(text) {
		end, next := lineEnd(text, i)
		l := text[i:end]
		if trim(l) == "" { // what copies a message may leave spaces in the empty line
			i = next
			break
		}
		if k := len(p.headers); l[0] == ' ' || l[0] == '\t' {
			if k > 0 {
				p.headers[k-1].more = append(p.headers[k-1].more, line{trim(l), -1})
			}
			i = next
			continue
		}
		colon := indexByte(l, ':')
		if colon <= 0 || !fieldName(l[:colon]) {
			if i == 0 && hasPrefix(l, "From ") || hasPrefix(l, ">From ") {
				i = next // the separator of an mbox
				continue
			}
			break // no header line: the body begins without an empty line
		}
		if len(p.headers) >= maxHeaders {
			m.warn("more than 2,000 header fields: the rest was not read")
			break
		}
		p.headers = append(p.headers, header{name: lower(trimRight(l[:colon], " \t")), value: trim(l[colon+1:]), at: -1})
		i = next
	}
	for k := range p.headers {
		p.headers[k].unfold(' ')
	}
	return i
}

// unfold joins the lines of a field (RFC 5322 section 2.2.3).
func (h *header) unfold(between byte) {
	if len(h.more) == 0 {
		return
	}
	value := []byte(h.value)
	for _, l := range h.more {
		value = append(append(value, between), l.text...)
	}
	h.value = str(value)
}

func fieldName(s string) bool {
	s = trimRight(s, " \t")
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return s != ""
}

// multipart cuts a body at its boundary (RFC 2046 section 5.1.1). A closing boundary that is missing ends with the text.
func (m *mimeReader) multipart(p *part, depth int) {
	boundary := param(p.params, "boundary")
	if boundary == "" { // the parameter was lost, often with a fold that was not indented: the first "--" line tells
		for i, n := 0, 0; i < len(p.body) && n < 12 && boundary == ""; n++ {
			end, next := lineEnd(p.body, i)
			if l := trimRight(p.body[i:end], " \t"); len(l) > 6 && hasPrefix(l, "--") {
				boundary = l[2:]
			}
			i = next
		}
		if boundary == "" {
			return
		}
	}
	kind := "text/plain"
	if p.kind == "multipart/digest" {
		kind = "message/rfc822"
	}
	start := -1
	add := func(end int) {
		if start < 0 || m.parts >= maxParts {
			return
		}
		at := p.at
		if at >= 0 {
			at += start
		}
		p.parts = append(p.parts, m.message(p.body[start:end], at, depth+1, kind))
	}
	for i := 0; i < len(p.body); {
		end, next := lineEnd(p.body, i)
		l := trimRight(p.body[i:end], " \t")
		if len(l) >= len(boundary)+2 && l[:2] == "--" && hasPrefix(l[2:], boundary) {
			if rest := l[2+len(boundary):]; rest == "" || rest == "--" {
				add(i)
				start = next
				if rest == "--" {
					return
				}
			}
		}
		i = next
	}
	add(len(p.body))
}

// param is a parameter of a structured field, whole or in pieces: boundary="x", boundary*=utf-8”x, boundary*0="x";
// boundary*1="y" (RFC 2045 section 5.1, RFC 2231).
func param(params, name string) string {
	if v, ok := plainParam(params, name); ok {
		return v
	}
	if v, ok := plainParam(params, name+"*"); ok {
		return extended(v)
	}
	whole := ""
	for n := byte('0'); n <= '9'; n++ {
		v, ok := plainParam(params, name+"*"+string(n))
		if !ok {
			if v, ok = plainParam(params, name+"*"+string(n)+"*"); !ok {
				break
			}
			v = extended(v)
		}
		whole += v
	}
	return whole
}

// extended is a value of RFC 2231 without its charset and language, its escapes undone.
func extended(v string) string {
	if i := indexByte(v, '\''); i >= 0 {
		if k := indexByte(v[i+1:], '\''); k >= 0 {
			v = v[i+k+2:]
		}
	}
	out := make([]byte, 0, len(v))
	for i := 0; i < len(v); i++ {
		if v[i] == '%' && i+2 < len(v) && hex(v[i+1]) >= 0 && hex(v[i+2]) >= 0 {
			out = append(out, byte(hex(v[i+1])<<4|hex(v[i+2])))
			i += 2
			continue
		}
		out = append(out, v[i])
	}
	return string(out)
}

func plainParam(params, name string) (string, bool) {
	for params != "" {
		end := 0
		quoted := false
		for end < len(params) && (quoted || params[end] != ';') {
			if params[end] == '"' {
				quoted = !quoted
			} else if params[end] == '\\' && quoted && end+1 < len(params) {
				end++
			}
			end++
		}
		p := trim(params[:end])
		if end < len(params) {
			end++
		}
		params = params[end:]
		eq := indexByte(p, '=')
		if eq < 0 || !equalFold(trim(p[:eq]), name) {
			continue
		}
		v := trim(p[eq+1:])
		if len(v) >= 2 && v[0] == '"' {
			v = trimRight(v[1:], "\"")
		}
		return v, true
	}
	return "", false
}

// decode undoes the transfer encoding and charset of a part. The offset is -1 where the input holds it encoded.
func (m *mimeReader) decode(p *part) (string, int) {
	text, at := p.body, p.at
	switch lower(trim(p.get("content-transfer-encoding"))) {
	case "base64":
		text, at = decodeBase64(text), -1
	case "quoted-printable":
		if contains(text, "=") {
			text, at = decodeQuotedPrintable(text, false), -1
		}
	}
	label := labelOf(lower(firstWord(param(p.params, "charset"))), text, m.guess)
	if out := toUTF8(label, text, m.charset); len(out) != len(text) || out != text {
		text, at = out, -1
	}
	return text, at
}

// leaves lists the parts that hold text, in order, without those of the returned message.
func (p *part) leaves() []*part {
	if p.original {
		return nil
	}
	if len(p.parts) == 0 {
		return []*part{p}
	}
	var out []*part
	for _, c := range p.parts {
		out = append(out, c.leaves()...)
	}
	return out
}
