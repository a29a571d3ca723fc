package api

import (
	"html"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/http"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/whybounced/whybounced/internal/engine"
)

// MaxMail is the most bytes of a mail that are read: 2 MiB, a bounce with what it returns.
const MaxMail = 2 << 20

// The mail that came in, as MailHandler is told of it beside its text: the two addresses of its envelope.
const (
	EnvelopeFrom = "X-Envelope-From"
	EnvelopeTo   = "X-Envelope-To"
)

// verifier is whose word about the sender counts: the platform's own, which stands above all others (RFC 8601 section 5).
const verifier = "mx.cloudflare.net"

// MailHandler answers a mail that somebody forwarded, as POST of its text: 200 with the reply, or 204 where there must be none. It
// is for the mail entry of a Worker alone and never mounted where the world can reach it.
//
// Whoever is answered has sent the mail: the platform says that DMARC holds for it. A mail that a program wrote is never answered,
// so that no two programs can keep each other awake (RFC 3834 section 2).
func MailHandler(site Site) http.Handler {
	s := &server{site}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(io.LimitReader(r.Body, MaxMail))
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		reply, ok := s.mailReply(string(raw), r.Header.Get(EnvelopeFrom), r.Header.Get(EnvelopeTo), time.Now())
		if !ok {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		w.Header().Set("Content-Type", "message/rfc822")
		_, _ = w.Write([]byte(reply))
	})
}

// mailReply is the mail to send back, CRLF and all.
func (s *server) mailReply(raw, from, to string, now time.Time) (string, bool) {
	message, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil || !mayAnswer(message.Header, from, to) {
		return "", false
	}
	id := message.Header.Get("Message-Id")
	report := s.Decode(raw)
	if len(report.Bounces) == 0 {
		report = s.Decode(asNotice(message.Header, raw))
		report.Bounces = slices.DeleteFunc(report.Bounces, func(b engine.Bounce) bool { return b.Basis == "none" })
	}
	domain := to[strings.LastIndexByte(to, '@')+1:]
	origin := s.Origin
	if origin == "" {
		origin = "https://" + domain
	}
	var b strings.Builder
	boundary := "answer-" + strconv.FormatInt(now.UnixNano(), 36)
	for _, h := range [][2]string{
		{"From", (&mail.Address{Name: "Whybounced", Address: to}).String()},
		{"To", (&mail.Address{Address: from}).String()},
		{"Subject", mime.QEncoding.Encode("utf-8", "Re: "+oneLine(subject(message.Header), 150))},
		{"Date", now.UTC().Format(time.RFC1123Z)},
		{"Message-ID", "<" + boundary + "@" + domain + ">"},
		{"In-Reply-To", id},
		{"Auto-Submitted", "auto-replied"},
		{"X-Auto-Response-Suppress", "All"},
		{"MIME-Version", "1.0"},
		{"Content-Type", `multipart/alternative; boundary="` + boundary + `"`},
	} {
		b.WriteString(h[0] + ": " + h[1] + "\r\n")
	}
	for _, part := range [][2]string{{"plain", mailText(report, origin)}, {"html", mailHTML(report, origin)}} {
		b.WriteString("\r\n--" + boundary + "\r\nContent-Type: text/" + part[0] + "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
		w := quotedprintable.NewWriter(&b)
		_, _ = io.WriteString(w, part[1])
		_ = w.Close()
	}
	b.WriteString("\r\n--" + boundary + "--\r\n")
	return b.String(), true
}

// asNotice gives a forwarded text the sender and subject of a notice. The decoder finds no bounce in a letter that speaks of one, and
// rightly so; but who writes to this address says that it is one.
func asNotice(h mail.Header, raw string) string {
	var b strings.Builder
	b.WriteString("From: MAILER-DAEMON\nSubject: Undelivered Mail Returned to Sender\n")
	for _, name := range []string{"MIME-Version", "Content-Type", "Content-Transfer-Encoding"} {
		if v := h.Get(name); v != "" {
			b.WriteString(name + ": " + v + "\n")
		}
	}
	_, body, _ := strings.Cut(strings.ReplaceAll(raw, "\r\n", "\n"), "\n\n")
	return b.String() + "\n" + body
}

// mayAnswer tells whether a mail was written by a person who can be told from others.
func mayAnswer(h mail.Header, from, to string) bool {
	local, domain, ok := strings.Cut(strings.ToLower(from), "@")
	if !ok || local == "" || domain == "" || strings.Count(to, "@") != 1 || strings.EqualFold(from, to) || !oneID(h.Get("Message-Id")) {
		return false
	}
	for _, word := range []string{"mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply", "bounce", "listserv", "majordomo"} {
		if strings.Contains(local, word) {
			return false
		}
	}
	if strings.HasPrefix(local, "owner-") || strings.HasSuffix(local, "-owner") || strings.HasSuffix(local, "-request") {
		return false // RFC 3834 section 2
	}
	if v := h.Get("Auto-Submitted"); v != "" && !strings.EqualFold(strings.TrimSpace(v), "no") {
		return false
	}
	for name := range h {
		if strings.HasPrefix(name, "List-") {
			return false
		}
	}
	switch strings.ToLower(strings.TrimSpace(h.Get("Precedence"))) {
	case "bulk", "junk", "list", "auto_reply":
		return false
	}
	if v := h.Get("X-Auto-Response-Suppress"); v != "" && !strings.EqualFold(v, "none") {
		return false
	}
	if author, err := mail.ParseAddress(h.Get("From")); err != nil || !strings.EqualFold(author.Address, from) {
		return false // DMARC speaks of From, and the reply goes to the envelope
	}
	return verified(h["Authentication-Results"])
}

// verified reads the topmost Authentication-Results (RFC 8601): only the one that the platform put there counts.
func verified(results []string) bool {
	if len(results) == 0 {
		return false
	}
	who, what, _ := strings.Cut(strings.ToLower(results[0]), ";")
	if fields := strings.Fields(who); len(fields) == 0 || fields[0] != verifier {
		return false
	}
	for _, part := range strings.Split(what, ";") {
		if fields := strings.Fields(part); len(fields) > 0 && fields[0] == "dmarc=pass" {
			return true
		}
	}
	return false
}

// oneID holds a Message-ID to what may stand in In-Reply-To: one line, one pair of angle brackets.
func oneID(id string) bool {
	return len(id) > 2 && len(id) < 500 && id[0] == '<' && id[len(id)-1] == '>' && strings.Count(id, "<") == 1 && !strings.ContainsAny(id, " \t\r\n")
}

func subject(h mail.Header) string {
	text := h.Get("Subject")
	if decoded, err := new(mime.WordDecoder).DecodeHeader(text); err == nil {
		text = decoded
	}
	for len(text) >= 3 && strings.EqualFold(text[:3], "re:") {
		text = strings.TrimSpace(text[3:])
	}
	return text
}

const (
	foundNothing = "No bounce was found in your mail. Forward the whole message that came back, best as an attachment, so that its report comes with it."
	mailFooter   = "This was written by a program from the mail you sent it, which it has not kept. To decode without sending anything, paste it at "
)

func mailText(r engine.Report, origin string) string {
	text := reportText(r, origin)
	if len(r.Bounces) == 0 {
		text = foundNothing + "\n"
	}
	return strings.ReplaceAll(text+"\n-- \n"+mailFooter+origin+"/\n", "\n", "\r\n")
}

func mailHTML(r engine.Report, origin string) string {
	text := html.EscapeString
	var b strings.Builder
	b.WriteString("<!doctype html><html lang=\"en\"><body style=\"font:16px/1.5 sans-serif;max-width:40em\">\r\n")
	for _, x := range r.Bounces {
		b.WriteString("<p><strong>" + stamps[x.Type] + "</strong></p>\r\n<h2>" + text(x.Title) + "</h2>\r\n<dl>\r\n")
		for _, row := range bounceRows(x, origin) {
			value := text(oneLine(row.text, 4000))
			if row.text == "" {
				continue
			}
			if row.name == "more" {
				value = `<a href="` + value + `">` + value + `</a>`
			}
			b.WriteString("<dt><strong>" + row.name + "</strong></dt><dd>" + value + "</dd>\r\n")
		}
		b.WriteString("</dl>\r\n")
	}
	if len(r.Bounces) == 0 {
		b.WriteString("<p>" + foundNothing + "</p>\r\n")
	}
	b.WriteString("<hr><p>" + mailFooter + `<a href="` + text(origin) + `/">` + text(origin) + "</a></p>\r\n</body></html>\r\n")
	return b.String()
}
