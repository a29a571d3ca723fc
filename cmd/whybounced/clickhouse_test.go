package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The functions and the query of docs/clickhouse.md, in a real ClickHouse where there is one. That a row is answered with a row,
// in the right format, is tested without it in testdata/script/clickhouse.txtar.
func TestClickHouse(t *testing.T) {
	page, err := os.ReadFile("../../docs/clickhouse.md")
	if err != nil {
		t.Fatal(err)
	}
	functions, query := fenced(t, string(page), "xml"), fenced(t, string(page), "sql")
	clickhouse, err := exec.LookPath("clickhouse")
	if err != nil {
		t.Skip("there is no clickhouse to ask; install it (https://clickhouse.com/docs/install) to run this")
	}
	dir := t.TempDir()
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		t.Fatal(err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "user_scripts"), 0o700); err != nil {
		t.Fatal(err)
	}
	// A script rather than a link, since ClickHouse resolves links and refuses what leads out of its folder.
	script := "#!/bin/bash\nexec -a whybounced '" + program + "' \"$@\"\n"
	if err := os.WriteFile(filepath.Join(dir, "user_scripts", "whybounced"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	config := file(t, "whybounced_function.xml", []byte(functions))
	ask := func(query string) string {
		t.Helper()
		out, err := exec.Command(clickhouse, "local", "--output-format", "TSV", "--query", query, "--",
			"--user_scripts_path="+dir+"/user_scripts/", "--user_defined_executable_functions_config="+config).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return strings.TrimSpace(string(out))
	}
	want := `550 5.1.1 <bob@example.org>: User unknown	user-unknown	yes	5.1.1
452 4.2.2 Mailbox\tover\nquota	mailbox-full	watch	4.2.2
			
good morning			`
	if got := ask(query); got != strings.TrimSpace(want) {
		t.Errorf("%s\nnot\n%s", got, want)
	}
	if got := ask(`SELECT count(), countIf(bounceReason(t) = 'user-unknown'), countIf(bounce(t).type = 'hard'), countIf(bounceReport(t) LIKE '%"recipient":"user' || toString(number) || '@%')
		FROM (SELECT number, '550 5.1.1 <user' || toString(number) || '@example.org>: User unknown' AS t FROM numbers(200000))`); got != "200000\t200000\t200000\t200000" {
		t.Errorf("of 200000 rows %s are answered rightly", got)
	}
}

// fenced is the first block of a language in a page, without the indent of the list that it stands in.
func fenced(t *testing.T, page, language string) string {
	t.Helper()
	before, after, ok := strings.Cut(page, "```"+language+"\n")
	block, _, closed := strings.Cut(after, "```\n")
	if !ok || !closed {
		t.Fatalf("no %s in the page", language)
	}
	indent := before[strings.LastIndexByte(before, '\n')+1:]
	return strings.ReplaceAll("\n"+block, "\n"+indent, "\n")
}
