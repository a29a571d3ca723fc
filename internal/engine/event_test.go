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
			start := time.Now()
			found, _ := readAny(head + strings.Repeat(unit, (10<<20)/len(unit)))
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

func readAny(text string) (mail, bool) {
	if m, ok := readForm(text, 0); ok {
		return m, ok
	}
	return readRecords(text, 0)
}
