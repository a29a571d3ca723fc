package whybounced

import (
	"flag"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

var search = flag.Duration("search", 0, "how long TestSlowInputs looks for slow inputs")

// TestSlowInputs breeds inputs that take long for their size: a head and fragments that repeat, changed at random, of which
// the slowest are kept. It prints them as rows for grown.
//
//	go test . -run SlowInputs -v -search 5m
func TestSlowInputs(t *testing.T) {
	if *search == 0 {
		t.Skip("looks for slow inputs with -search 5m")
	}
	const (
		size      = 128 << 10
		survivors = 24
	)
	heads, fragments := slowParts()
	type input struct {
		head int
		unit []string
		cost time.Duration
	}
	text := func(in input) string { return repeated(heads[in.head], strings.Join(in.unit, ""))(size) }
	random := rand.New(rand.NewPCG(1, uint64(time.Now().UnixNano())))
	pick := func() string { return fragments[random.IntN(len(fragments))] }
	mutate := func(in input) input {
		out := input{head: in.head, unit: slices.Clone(in.unit)}
		for range 1 + random.IntN(3) {
			at := random.IntN(len(out.unit))
			switch random.IntN(7) {
			case 0:
				out.head = random.IntN(len(heads))
			case 1, 2:
				out.unit = slices.Insert(out.unit, at, pick())
			case 3:
				out.unit[at] = pick()
			case 4:
				out.unit = slices.Insert(out.unit, at, slices.Repeat(out.unit[at:at+1], 1+random.IntN(40))...)
			case 5:
				if k := random.IntN(len(out.unit[at])); k > 0 { // a fragment that is cut off
					out.unit[at] = out.unit[at][:k]
				}
			default:
				if len(out.unit) > 1 {
					out.unit = slices.Delete(out.unit, at, min(at+1+random.IntN(4), len(out.unit)))
				}
			}
			if len(out.unit) == 0 {
				out.unit = []string{pick()}
			}
		}
		for len(strings.Join(out.unit, "")) > 4000 {
			out.unit = out.unit[:len(out.unit)/2+1]
			if len(out.unit) == 1 {
				out.unit[0] = out.unit[0][:min(len(out.unit[0]), 4000)]
			}
		}
		return out
	}
	var best []input
	tried := 0
	for end := time.Now().Add(*search); time.Now().Before(end); tried++ {
		in := input{head: random.IntN(len(heads)), unit: []string{pick(), pick()}}
		if len(best) == survivors && random.IntN(10) > 0 {
			in = mutate(best[random.IntN(len(best))])
		}
		if strings.Join(in.unit, "") == "" {
			continue
		}
		bytes := []byte(text(in))
		in.cost = timeToDecode(bytes)
		if len(best) == survivors && in.cost <= best[survivors-1].cost {
			continue
		}
		in.cost = min(in.cost, timeToDecode(bytes))
		same := slices.IndexFunc(best, func(o input) bool { return o.head == in.head && slices.Equal(o.unit, in.unit) })
		if same >= 0 {
			continue
		}
		// One family must not drive out all others: of those with one head only some survive.
		best = append(best, in)
		slices.SortFunc(best, func(a, b input) int { return int(b.cost - a.cost) })
		families := map[int]int{}
		best = slices.DeleteFunc(best, func(in input) bool { families[in.head]++; return families[in.head] > 6 })
		best = best[:min(len(best), survivors)]
	}
	for _, in := range best {
		t.Logf("%6.1f ns a byte: repeated(%q, %q)", float64(in.cost.Nanoseconds())/size, heads[in.head], strings.Join(in.unit, ""))
	}
	t.Logf("%d tried", tried)
}

// slowParts are what slow inputs are bred from.
func slowParts() (heads, fragments []string) {
	heads = []string{
		"", "550 ", "550-5.1.1 ", noticeHead, noticeHead + "\n", noticeHead + "X-Failed-Recipients: bob@example.org\n\n", noticeHead + "Subject: ", reportHead,
		reportHead + "Final-Recipient: rfc822; bob@example.org\nDiagnostic-Code: smtp; ", noticeHead + "Content-Type: text/html\n\n", "<html></html>", "{", "[", "{\"reason\":\"",
		noticeHead + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n", "event=bounce&recipient=bob&reason=", "type,rcpt,dsnStatus,dsnDiag\nb,", "bob@example.org\n", "Mar  1 10:00:00 a postfix/smtp[1]: A1: to=<",
	}
	fragments = []string{
		"\n", "\n\n", "\r\n", " ", "\t", "\n ", "\n>", "> ", ">>> ", "<<< ", "<", ">", "@", ".", "=", "=?", "?=", "&", ";", ",", ":", "\"", "'", "(", ")", "[", "]", "{", "}", "\\", "/", "%", "#", "-", "--", "--b\n", "--b--\n",
		"a", "5", "550", "550 ", "550-", "5.1.1", "5.1.1 ", "#5.1.1", "(#5.1.1)", "4.2.2", "250 ok ", "421 ", "é", "\xff", "宛先", "\u00a0", "\x00", "bob@example.org", "<bob@example.org>", "bob@", "@example.org",
		"192.0.2.1", "2001:db8::1", "1.2.3.4.5.6", "aaaaaaaaaaaaaaaa", "0123456789", "::::", "https://example.com/?p=x", "host mx.example.org", "[192.0.2.1]", " said: ", "From: ", "To: ", "Subject: ", "Sent: ", "Von: ", "Betreff: ", "Received: ",
		"Final-Recipient: rfc822; ", "Action: failed\n", "Diagnostic-Code: smtp; ", "Original-Recipient: ", "Status: 5.1.1\n", "Content-Type: ", "From - \n", "Mar  1 10:00:00 ", "2026-03-01T10:00:00Z ", "to=<bob@example.org>, ", "status=bounced (",
		" ** ", " == ", " => ", "delivery ", ": failure: ", "\"event\":\"bounce\",", "\"email\":\"bob@example.org\",", "\"reason\":\"550 5.1.1 x\",", "<p>", "</p>", "<br>", "<a ", "&amp;", "&#65;", "<!--", "<script>", "</script>", "=20", "=\n", "=C3",
		"=?utf-8?Q?a?=", "=?utf-8?B?R3LDvMOfZQ==?=", "could not be delivered", "unknown user", "the mailbox is full", "in reply to rcpt", "try again in 5 minutes", "listed at ", "limit of 5 ", "domain of ", "was:", "error:", "code",
	}
	for _, e := range Rules().Errors {
		for _, r := range e.Responses {
			fragments = append(fragments, strings.ToLower(strings.Join(strings.FieldsFunc(strings.Join(r.Match.All, " "), func(c rune) bool { return c == '*' || c == '<' || c == '>' }), "")), strings.Fields(r.Examples[0])[0])
		}
	}
	for _, c := range Rules().Lexicon.Concepts {
		fragments = append(fragments, c.Words...)
	}
	return heads, slices.DeleteFunc(fragments, func(s string) bool { return s == "" })
}

// BenchmarkForms decodes 64 KB of each form, and of what TestSlowInputs found.
func BenchmarkForms(b *testing.B) {
	for name, input := range grown {
		text := []byte(input(64 << 10))
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Decode(text)
			}
		})
	}
}
