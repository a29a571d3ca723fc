package engine

import "testing"

// Events that were cut off at any byte are read as far as they go.
func TestEventsCutOff(t *testing.T) {
	const event = `[{"event": "bounce", 'email': "bob@example.org", "status": 5.1.1, "smtp": {"codes": [550, true], "response": "550 \u0035.1.1 no"}}`
	for n := range len(event) {
		readAny(event[:n])
	}
}
