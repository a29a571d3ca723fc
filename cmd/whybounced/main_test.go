package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// call runs the program as a shell would.
func call(t *testing.T, stdin string, args ...string) (status int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(args, strings.NewReader(stdin), &o, &e)
	return status, o.String(), e.String()
}

func TestDecodeCard(t *testing.T) {
	status, out, _ := call(t, "550 5.1.1 <bob@example.org>: User unknown\n", "decode")
	for _, want := range []string{"RETURN TO SENDER · HARD", "bob@example.org", "a known response (generic-user-unknown)", "whybounced explain no-such-user"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if status != exitDecoded {
		t.Errorf("exit status %d", status)
	}
}

// What a stranger's server wrote must not steer the terminal.
func TestCardIsPrintable(t *testing.T) {
	_, out, _ := call(t, "550 5.1.1 \x1b[31mUser unknown\x1b]0;title\x07\n", "decode")
	if strings.ContainsAny(out, "\x1b\x07") {
		t.Errorf("%q", out)
	}
	_, out, _ = call(t, "550 5.1.1 <j\xf6rg@example.org> unbekannt \x9b31m f\xfcr uns: User unknown\n", "decode")
	if !strings.Contains(out, "jörg@example.org") || !strings.Contains(out, "für uns") || strings.ContainsRune(out, 0x9b) {
		t.Errorf("%q", out)
	}
}

func TestDecodeJSON(t *testing.T) {
	_, out, _ := call(t, "550 5.1.1 User unknown", "decode", "--json")
	var report struct {
		Version int
		Form    string
		Bounces []struct{ Reason, Title string }
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	if report.Version != 1 || report.Form != "response" || len(report.Bounces) != 1 || report.Bounces[0].Reason != "user-unknown" || report.Bounces[0].Title == "" {
		t.Errorf("%+v", report)
	}
}

func TestExitStatus(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing.eml")
	for _, c := range []struct {
		stdin  string
		args   []string
		status int
	}{
		{"550 5.1.1 User unknown", []string{"decode"}, exitDecoded},
		{"good morning", []string{"decode"}, exitNothing},
		{"", []string{"decode"}, exitNothing},
		{"", []string{"decode", missing}, exitBroken},
		{"", []string{"decode", "--batch", "xml"}, exitBroken},
		{"", []string{"decode", "--no-such-flag"}, exitBroken},
		{"", []string{"descend"}, exitBroken},
		{"", []string{}, exitBroken},
		{"", []string{"--help"}, exitDecoded},
		{"", []string{"explain", "550", "5.7.26"}, exitDecoded},
		{"", []string{"explain", "frumious"}, exitNothing},
		{"", []string{"explain"}, exitBroken},
		{"", []string{"rules", "lint", missing}, exitBroken},
	} {
		if status, _, _ := call(t, c.stdin, c.args...); status != c.status {
			t.Errorf("%v: exit status %d, not %d", c.args, status, c.status)
		}
	}
}

// A batch keeps the order, and a bad line does not end the run.
func TestBatchJSONL(t *testing.T) {
	var in strings.Builder
	for i := range 500 {
		switch i {
		case 100:
			in.WriteString("{broken\n")
		case 200:
			in.WriteString(`{"id":"no text"}` + "\n")
		default:
			in.WriteString(`{"id":` + string(rune('0'+i%10)) + `,"text":"550 5.1.1 User unknown"}` + "\n")
		}
	}
	status, out, _ := call(t, in.String(), "decode", "--batch", "jsonl")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if status != exitDecoded || len(lines) != 500 {
		t.Fatalf("exit status %d, %d lines", status, len(lines))
	}
	for i, l := range lines {
		var row struct {
			ID     any
			Error  string
			Report *struct{ Bounces []map[string]any }
		}
		if err := json.Unmarshal([]byte(l), &row); err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
		switch i {
		case 100, 200:
			if row.Error == "" || row.Report != nil {
				t.Errorf("line %d: %s", i+1, l)
			}
		default:
			if row.ID != float64(i%10) || len(row.Report.Bounces) != 1 {
				t.Errorf("line %d: %s", i+1, l)
			}
			if _, ok := row.Report.Bounces[0]["title"]; ok {
				t.Errorf("line %d holds words that --explain asks for", i+1)
			}
		}
	}
}

func TestBatchLines(t *testing.T) {
	_, out, _ := call(t, "550 5.1.1 User unknown\n\n452 4.2.2 Mailbox over quota\n", "decode", "--batch", "lines", "--explain")
	if !strings.HasPrefix(out, `{"id":1,"report":`) || !strings.Contains(out, "\n"+`{"id":3,"report":`) || !strings.Contains(out, `"title":`) {
		t.Error(out)
	}
}

func TestSummary(t *testing.T) {
	_, out, _ := call(t, "550 5.1.1 User unknown\n452 4.2.2 Mailbox over quota\n550 5.1.1 User unknown\n", "decode", "--batch", "lines", "--summary")
	for _, want := range []string{"3 inputs, 3 bounces", "2  user-unknown", "1  mailbox-full", "2  hard", " 66.7 % ██"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

// A broken rule set lists all that is wrong, with lines.
func TestRulesLintReportsLines(t *testing.T) {
	name := filepath.Join(t.TempDir(), "rules.json")
	if err := os.WriteFile(name, []byte("{\n  \"updated\": 5,\n  \"colour\": \"red\"\n}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	status, _, errOut := call(t, "", "rules", "lint", name)
	if status != exitBroken || !strings.Contains(errOut, "rules.json:2:") || !strings.Contains(errOut, "rules.json:3:") {
		t.Errorf("exit status %d\n%s", status, errOut)
	}
}

// An explanation comes from the same article as the page of the site.
func TestExplainPrintsTheArticle(t *testing.T) {
	for _, word := range []string{"dmarc-policy", "gmail-dmarc-policy", "dmarc-failed"} {
		_, out, _ := call(t, "", "explain", word)
		if !strings.Contains(out, "\nSOURCES\n") || strings.Contains(out, "reviewed:") || strings.Contains(out, "](") {
			t.Errorf("%s:\n%s", word, out)
		}
	}
}
