package engine

import (
	"strings"
	"testing"
	"time"
)

// What is not the data of an event is left to the other readers.
func TestEventsOrNot(t *testing.T) {
	for _, c := range []struct {
		text  string
		event bool
		n     int
	}{
		{"[192.0.2.1] said: 550 5.1.1 User unknown", false, 0},
		{"{no keys} 550 5.1.1", false, 0},
		{"550 5.1.1 a=b&c=d", false, 0},
		{"https://example.com/?a=b&to=c", false, 0},
		{"to=<bob@example.org>, relay=none, dsn=5.4.4, status=bounced", false, 0},
		{"", false, 0},
		{"{\"a\": 1}", true, 0},
		{"{\"email\": \"bob@example.org\", \"status\": \"delivered\", \"order\": 7}", true, 0},
		{"{'event': 'bounce', 'email': 'bob@example.org', 'tls': True}", true, 1},
		{"{\"event\":\"bounce\",\"email\":\"bob@example.org", true, 1},
		{"{\"log\": \"host mx.example.org said: 550 5.1.1 <bob@example.org> User unknown\"}", true, 1},
		{"{\"event\":\"bounce\",\"email\":\"a@example.org\"},\n{\"event\":\"bounce\",\"email\":\"b@example.org\"}", true, 2},
		{"{\"event\":\"bounce\",\"email\":\"a@example.org\",\"reason\":\"550 5.1\n{\"event\":\"bounce\",\"email\":\"b@example.org\"}", true, 2}, // cut off
		{"{\"event\":\"bounce\",\"email\":\"a@example.org\"}; {\"event\":\"bounce\",\"email\":\"b@example.org\"}", true, 2},
		{"{event: 'bounce', email: 'a@example.org', reason: '550 no'}", true, 1},
		{"{\"event\":\"deferred\",\"email\":\"a@example.org\",\"sg_message_id\":\"1\",\"timestamp\":1772359200}\n{\"event\":\"delivered\",\"email\":\"a@example.org\",\"sg_message_id\":\"1\",\"timestamp\":1772359300}", true, 1},
		{"{\"event\":\"bounce\",\"email\":\"a@example.org\"}\n{\"event\":\"bounce\",\"email\":\"a@example.org\"}", true, 2},
		{"{\"attempts\":[{\"response\":\"451 4.7.1 later\"},{\"response\":\"550 5.1.1 no\"}],\"status\":\"bounced\"}", true, 1}, // to nobody
		{"{\"event\":\"open\",\"email\":\"a@example.org\",\"message-id\":\"1\"}", true, 0},
	} {
		found, ok := readAny(c.text)
		if ok != c.event || len(found.deliveries) != c.n {
			t.Errorf("%s: %v, %d deliveries", c.text, ok, len(found.deliveries))
		}
	}
}

// Whatever the data is, it is read in one pass.
func TestEventsHostile(t *testing.T) {
	for name, unit := range map[string]string{
		"objects":   "{\"a\":",
		"arrays":    "[",
		"quotes":    "\"",
		"escapes":   "{\"a\":\"\\\\\\u00",
		"embedded":  "{\"a\":\"{\\\"a\\\":",
		"events":    "{\"event\":\"bounce\",\"email\":\"bob@example.org\"},",
		"lines":     "{\"event\":\"bounce\",\"email\":\"bob@example.org\"}\n",
		"pairs":     "\"reason\":\"550 5.1.1 no\",",
		"addresses": "\"bob@example.org\",",
		"noise":     "}]:,",
	} {
		for _, head := range []string{"", "[", "{\"to\":[", "{\"event\":\"bounce\",\"x\":", "{\"Message\":\""} {
			size := 3 << 20
			if name == "arrays" || head == "" {
				size = 10 << 20
			}
			start := time.Now()
			found, _ := readAny(head + strings.Repeat(unit, size/len(unit)))
			if len(found.deliveries) > MaxDeliveries {
				t.Errorf("%s after %s: %d deliveries", name, head, len(found.deliveries))
			}
			if d := time.Since(start); d > 30*time.Second {
				t.Errorf("%s after %s: %v", name, head, d)
			} else if d > 5*time.Second {
				t.Logf("%s after %s: %v", name, head, d)
			}
		}
	}
}

// What a service says twice is said once, and a complaint about a message that arrived is told with its delivery.
func TestEventsTimeline(t *testing.T) {
	const head, tail = `{"email":"a@example.org","sg_message_id":"1","event":`, "}\n"
	m, _ := readAny(head + `"delivered","response":"250 2.0.0 OK","timestamp":1772359300` + tail +
		head + `"deferred","response":"451 4.7.1 later","timestamp":1772359200` + tail +
		head + `"deferred","response":"451 4.7.1 later","timestamp":1772359200` + tail +
		head + `"spamreport","timestamp":1772359400` + tail)
	if len(m.deliveries) != 1 || m.deliveries[0].action != "complaint" || len(m.deliveries[0].attempts) != 3 {
		t.Fatalf("%+v", m.deliveries)
	}
	for i, want := range []string{"2026-03-01T10:00:00Z 451", "2026-03-01T10:01:40Z 250", "2026-03-01T10:03:20Z spamreport"} {
		if a := m.deliveries[0].attempts[i]; a.At+" "+a.Reply != want && a.At+" "+a.Text != want {
			t.Errorf("attempt %d: %+v", i, a)
		}
	}
}

// Events of one time are one only where they say the same.
func TestEventsOfOneTime(t *testing.T) {
	const head, tail = `{"email":"a@example.org","sg_message_id":"1","timestamp":1772359200,"event":`, "}\n"
	for _, test := range []struct {
		first, second string
		want          int
	}{
		{`"deferred","response":"451 4.7.1 later"`, `"deferred","response":"451 4.7.1 later"`, 0},
		{`"deferred","response":"451 4.7.1 later"`, `"deferred","response":"452 4.2.2 full"`, 2},
		{`"deferred","response":"451 4.7.1 later"`, `"bounce","response":"451 4.7.1 later"`, 2},
	} {
		m, _ := readAny(head + test.first + tail + head + test.second + tail)
		if len(m.deliveries) != 1 || len(m.deliveries[0].attempts) != test.want {
			t.Errorf("%s, %s: %s", test.first, test.second, summary(m))
		}
	}
}

func readAny(text string) (mail, bool) {
	if m, ok := readForm(text, 0); ok {
		return m, ok
	}
	return readRecords(text, 0)
}
