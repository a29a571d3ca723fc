package engine

import "math/bits"

// JSON writes the report as CONTRACT-shaped JSON, fields in the order of the struct. encoding/json would cost every
// visitor 480 KB.
func (r Report) JSON() []byte {
	w := jsonWriter{buf: append([]byte(nil), make([]byte, bounceSize*max(1, len(r.Bounces)))...)[:0]} // which need not be cleared
	w.report(&r)
	return w.buf
}

// bounceSize is what a bounce takes, more or less.
const bounceSize = 2048

// LeanJSON is JSON without the words that a reader of many reports looks up once: title, means, check, fix, customer,
// relays, note, source and spans.
func (r Report) LeanJSON() []byte { return r.AppendLeanJSON(make([]byte, 0, 1024)) }

// AppendLeanJSON appends LeanJSON to what a program has written so far.
func (r Report) AppendLeanJSON(to []byte) []byte {
	w := jsonWriter{buf: to, lean: true}
	w.report(&r)
	return w.buf
}

// JSON writes one bounce as it stands in a report, for who writes a long report piece by piece.
func (b Bounce) JSON() []byte {
	w := jsonWriter{buf: make([]byte, 0, 1024)}
	w.bounce(&b)
	return w.buf
}

type jsonWriter struct {
	buf   []byte
	comma bool
	lean  bool
}

//go:noinline
func (w *jsonWriter) raw(s string) { w.buf = append(w.buf, s...) }

//go:noinline
func (w *jsonWriter) key(name string) {
	buf := w.buf
	if w.comma {
		buf = append(buf, ',')
	}
	buf = append(append(buf, '"'), name...)
	w.buf, w.comma = append(buf, '"', ':'), true
}

//go:noinline
func (w *jsonWriter) open(c string) { w.raw(c); w.comma = false }

//go:noinline
func (w *jsonWriter) close(c string) { w.raw(c); w.comma = true }

func (w *jsonWriter) text(name, s string) { w.key(name); w.str(s) }

//go:noinline
func (w *jsonWriter) filled(name, s string) {
	if s != "" {
		w.text(name, s)
	}
}

func (w *jsonWriter) number(name string, n int) { w.key(name); w.num(n) }

func (w *jsonWriter) num(n int) {
	if n < 0 {
		w.raw("-")
		n = -n
	}
	var digits [20]byte
	i := len(digits)
	for {
		i--
		digits[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			break
		}
	}
	w.buf = append(w.buf, digits[i:]...)
}

// jsonPlain is how many bytes at the start of s stand in a JSON string as they are: not quotes, backslashes, <, control characters, or what
// is beyond ASCII.
func jsonPlain(s string) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		p := s[i : i+8]
		x := uint64(p[0]) | uint64(p[1])<<8 | uint64(p[2])<<16 | uint64(p[3])<<24 | uint64(p[4])<<32 | uint64(p[5])<<40 | uint64(p[6])<<48 | uint64(p[7])<<56
		if z := zeros(x^'"'*eachByte) | zeros(x^'\\'*eachByte) | zeros(x^'<'*eachByte) | zeros(x^0x7f*eachByte) | (x-' '*eachByte)&^x&eachTop | x&eachTop; z != 0 {
			return i + bits.TrailingZeros64(z)/8
		}
	}
	for i < len(s) && s[i] >= ' ' && s[i] < 0x7f && s[i] != '"' && s[i] != '\\' && s[i] != '<' {
		i++
	}
	return i
}

// str writes a JSON string. What is no UTF-8 becomes the character of the same number, as in ISO 8859-1; < is escaped so
// that the JSON may stand in a page.
func (w *jsonWriter) str(s string) {
	const hexDigits = "0123456789abcdef"
	w.buf = append(w.buf, '"')
	for i := 0; i < len(s); {
		plain := jsonPlain(s[i:])
		w.buf = append(w.buf, s[i:i+plain]...)
		if i += plain; i == len(s) {
			break
		}
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			w.buf = append(w.buf, '\\', c)
		case c == '\n':
			w.raw("\\n")
		case c == '\t':
			w.raw("\\t")
		case c == '\r':
			w.raw("\\r")
		case c < ' ' || c == 0x7f || c == '<':
			w.buf = append(w.buf, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		default:
			r, size := decodeRune(s[i:])
			if r >= 0xd800 && r <= 0xdfff {
				r = 0xfffd
			}
			var b [4]byte
			w.buf = append(w.buf, b[:encodeRune(&b, r)]...)
			i += size - 1
		}
		i++
	}
	w.buf = append(w.buf, '"')
}

// list writes a field that holds n items.
func (w *jsonWriter) list(name string, n int, item func(i int)) {
	w.key(name)
	w.open("[")
	for i := range n {
		if i > 0 {
			w.raw(",")
		}
		item(i)
	}
	w.close("]")
}

func (w *jsonWriter) strings(name string, list []string) {
	w.list(name, len(list), func(i int) { w.str(list[i]) })
}

func (w *jsonWriter) report(r *Report) {
	w.open("{")
	w.number("version", r.Version)
	w.text("form", r.Form)
	w.list("bounces", len(r.Bounces), func(i int) { w.bounce(&r.Bounces[i]) })
	w.strings("warnings", r.Warnings)
	w.close("}")
}

func (w *jsonWriter) bounce(b *Bounce) {
	w.open("{")
	for _, f := range []struct{ name, value string }{
		{"recipient", b.Recipient},
		{"reply", b.Reply},
		{"status", b.Status},
		{"text", b.Text},
		{"remote", b.Remote},
		{"reporter", b.Reporter},
		{"command", b.Command},
		{"type", b.Type},
		{"action", b.Action},
		{"suppress", b.Suppress},
		{"family", b.Family},
		{"reason", b.Reason},
		{"error", b.Error},
		{"rule", b.Rule},
		{"provider", b.Provider},
		{"basis", b.Basis},
	} {
		w.text(f.name, f.value)
	}
	if !w.lean {
		w.words(b)
		w.source(b.Source)
	}
	w.text("url", b.URL)
	w.number("retryAfter", b.RetryAfter)
	w.facts(&b.Facts)
	w.text("trace", b.Trace)
	if !w.lean {
		w.filled("when", b.When)
		w.spans(b.Spans)
	}
	w.list("attempts", len(b.Attempts), func(i int) {
		a := &b.Attempts[i]
		w.open("{")
		w.text("at", a.At)
		w.text("reply", a.Reply)
		w.text("status", a.Status)
		w.text("text", a.Text)
		if !w.lean {
			w.filled("when", a.When)
		}
		w.close("}")
	})
	w.strings("also", b.Also)
	w.close("}")
}

func (w *jsonWriter) words(b *Bounce) {
	for _, f := range []struct{ name, value string }{
		{"title", b.Title}, {"means", b.Means}, {"check", b.Check}, {"fix", b.Fix}, {"customer", b.Customer}, {"note", b.Note},
	} {
		w.text(f.name, f.value)
	}
	w.list("relays", len(b.Relays), func(i int) {
		s := b.Relays[i]
		w.open("{")
		w.text("relay", s.Relay)
		w.text("steps", s.Steps)
		w.close("}")
	})
}

func (w *jsonWriter) source(s Source) {
	w.key("source")
	w.open("{")
	w.filled("kind", s.Kind)
	w.filled("url", s.URL)
	w.filled("seen", s.Seen)
	w.close("}")
}

func (w *jsonWriter) spans(list []Span) {
	w.list("spans", len(list), func(i int) {
		s := list[i]
		w.open("{")
		w.text("kind", s.Kind)
		w.number("start", s.Start)
		w.number("end", s.End)
		w.close("}")
	})
}

func (w *jsonWriter) facts(f *Facts) {
	w.key("facts")
	w.open("{")
	w.filled("sender-domain", f.SenderDomain)
	w.filled("sender-ip", f.SenderIP)
	w.filled("recipient-domain", f.RecipientDomain)
	w.filled("blocklist", f.Blocklist)
	w.filled("token", f.Token)
	w.filled("limit", f.Limit)
	w.filled("help-url", f.HelpURL)
	w.close("}")
}
