package api

import (
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"strings"
	"testing"

	"github.com/whybounced/whybounced"
)

const goodHeader = "Authentication-Results: mx.cloudflare.net; dkim=pass header.d=example.com; dmarc=pass header.from=example.com\r\n" +
	"From: Ann <ann@example.com>\r\nTo: decode@example.org\r\nSubject: Fwd: Undelivered\r\nMessage-ID: <1@example.com>\r\n"

const forwarded = "\r\nWhat is this?\r\n\r\n---------- Forwarded message ---------\r\n" +
	"From: Mail Delivery System <mailer-daemon@example.net>\r\nDate: Sun, 1 Mar 2026 at 10:00\r\nSubject: Undelivered Mail Returned to Sender\r\nTo: <ann@example.com>\r\n\r\n" +
	"<bob@example.net>: host mx.example.net[192.0.2.25] said: 550 5.1.1 User unknown <b>x</b> (in reply to RCPT TO command)\r\n"

func reply(t *testing.T, from, to, raw string) *http.Response {
	t.Helper()
	handler := MailHandler(Site{Origin: "https://example.org", Decode: func(text string) whybounced.Report { return whybounced.Decode([]byte(text)) }})
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(raw))
	r.Header.Set(EnvelopeFrom, from)
	r.Header.Set(EnvelopeTo, to)
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w.Result()
}

func TestMailIsAnswered(t *testing.T) {
	res := reply(t, "ann@example.com", "decode@example.org", goodHeader+forwarded)
	if res.StatusCode != http.StatusOK {
		t.Fatal(res.Status)
	}
	m, err := mail.ReadMessage(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"To": "<ann@example.com>", "In-Reply-To": "<1@example.com>", "Auto-Submitted": "auto-replied", "Subject": "Re: Fwd: Undelivered", "From": `"Whybounced" <decode@example.org>`,
	} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	_, parameters, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := multipart.NewReader(m.Body, parameters["boundary"])
	for _, want := range [][]string{{"RETURN TO SENDER", "https://example.org/e/no-such-user/"}, {"<h2>", "&lt;b&gt;x", `href="https://example.org/e/no-such-user/`}} {
		part, err := parts.NextPart()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(string(body), w) {
				t.Errorf("%s: no %q in\n%s", part.Header.Get("Content-Type"), w, body)
			}
		}
	}
}

// What must never be answered: programs, lists, strangers and whoever cannot be told from them.
func TestMailIsNotAnswered(t *testing.T) {
	without := func(name string) string {
		var kept []string
		for _, l := range strings.Split(goodHeader, "\r\n") {
			if !strings.HasPrefix(l, name) {
				kept = append(kept, l)
			}
		}
		return strings.Join(kept, "\r\n")
	}
	for name, x := range map[string]struct{ from, to, header string }{
		"empty sender":            {"", "decode@example.org", goodHeader},
		"daemon":                  {"MAILER-DAEMON@example.com", "decode@example.org", goodHeader},
		"noreply":                 {"no-reply@example.com", "decode@example.org", goodHeader},
		"list owner":              {"news-owner@example.com", "decode@example.org", goodHeader},
		"itself":                  {"decode@example.org", "decode@example.org", goodHeader},
		"another From":            {"eve@example.com", "decode@example.org", goodHeader},
		"automatic answer":        {"ann@example.com", "decode@example.org", "Auto-Submitted: auto-replied\r\n" + goodHeader},
		"list":                    {"ann@example.com", "decode@example.org", "List-Id: <a.example.com>\r\n" + goodHeader},
		"bulk":                    {"ann@example.com", "decode@example.org", "Precedence: bulk\r\n" + goodHeader},
		"suppressed":              {"ann@example.com", "decode@example.org", "X-Auto-Response-Suppress: OOF\r\n" + goodHeader},
		"no verdict":              {"ann@example.com", "decode@example.org", without("Authentication-Results")},
		"a verdict of the sender": {"ann@example.com", "decode@example.org", "Authentication-Results: mx.example.com; dmarc=pass\r\n" + goodHeader},
		"failed": {"ann@example.com", "decode@example.org", "Authentication-Results: mx.cloudflare.net; dmarc=fail\r\n" +
			goodHeader},
		"a comment that says pass": {"ann@example.com", "decode@example.org", "Authentication-Results: mx.cloudflare.net; dmarc=fail (dmarc=pass)\r\n" + goodHeader},
		"no id":                    {"ann@example.com", "decode@example.org", without("Message-ID")},
		"two ids":                  {"ann@example.com", "decode@example.org", "Message-ID: <1@example.com> <2@example.com>\r\n" + without("Message-ID")},
		"no mail":                  {"ann@example.com", "decode@example.org", "no header at all"},
	} {
		t.Run(name, func(t *testing.T) {
			if res := reply(t, x.from, x.to, x.header+forwarded); res.StatusCode != http.StatusNoContent {
				t.Error(res.Status)
			}
		})
	}
}

// A header that was folded to smuggle another one in stays one line.
func TestMailSubjectCannotAddHeaders(t *testing.T) {
	header := strings.Replace(goodHeader, "Fwd: Undelivered", "=?utf-8?q?a=0D=0ABcc:_eve@example.net?=", 1)
	body, err := io.ReadAll(reply(t, "ann@example.com", "decode@example.org", header+forwarded).Body)
	if err != nil {
		t.Fatal(err)
	}
	if m, err := mail.ReadMessage(strings.NewReader(string(body))); err != nil || m.Header.Get("Bcc") != "" {
		t.Errorf("%v\n%.500s", err, body)
	}
}

// A mail without a bounce is answered with what to send instead.
func TestMailWithoutBounce(t *testing.T) {
	body, err := io.ReadAll(reply(t, "ann@example.com", "decode@example.org", goodHeader+"\r\nHello?\r\n").Body)
	if err != nil || !strings.Contains(string(body), "No bounce was found") {
		t.Errorf("%v\n%s", err, body)
	}
}
