//go:build unix

package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// How a run ends: killed, interrupted, with a full disk, without a reader. What was written must be the beginning of the right
// output, up to the end of a line.

// started is the program in a process of its own.
func started(t *testing.T, in io.Reader, out io.Writer, args ...string) *exec.Cmd {
	t.Helper()
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := &exec.Cmd{Path: name, Args: append([]string{"whybounced"}, args...), Stdin: in, Stdout: out, Stderr: &bytes.Buffer{}, Env: append(os.Environ(), "NO_COLOR=1")}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // it has ended, unless the test failed
	return cmd
}

// ended waits for the end, and returns the exit status (-1 for one that was killed) and standard error.
func ended(t *testing.T, cmd *exec.Cmd) (int, string) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		_ = cmd.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(time.Minute):
		_ = cmd.Process.Kill()
		t.Fatal("it does not end")
	}
	return cmd.ProcessState.ExitCode(), cmd.Stderr.(*bytes.Buffer).String()
}

// replies are different lines, and what they are decoded to.
func replies(t *testing.T, n int) (in, out string) {
	t.Helper()
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%d 5.1.1 <user%d@example.org>: User unknown\n", 550-i%2, i)
	}
	status, out, errOut := call(t, b.String(), "decode", "--batch", "lines")
	if status != exitDecoded || strings.Count(out, "\n") != n {
		t.Fatalf("exit status %d, %d lines: %s", status, strings.Count(out, "\n"), errOut)
	}
	return b.String(), out
}

// begins checks that what was written is the beginning of the right output, at the end of a line.
func begins(t *testing.T, got, want string) {
	t.Helper()
	if !strings.HasPrefix(want, got) {
		t.Errorf("%d bytes are not the beginning of the right output: … %q", len(got), got[max(0, len(got)-200):])
	}
	if got != "" && !strings.HasSuffix(got, "\n") {
		t.Errorf("the last line is cut off: … %q", got[max(0, len(got)-200):])
	}
}

func TestKilled(t *testing.T) {
	in, want := replies(t, 20_000)
	name := filepath.Join(t.TempDir(), "out.jsonl")
	out, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	cmd := started(t, r, out, "decode", "--batch", "lines")
	if _, err := io.WriteString(w, in[:len(in)*3/4]); err != nil { // it waits for the rest
		t.Fatal(err)
	}
	for start := time.Now(); ; time.Sleep(time.Millisecond) {
		if info, err := os.Stat(name); err == nil && info.Size() > 1<<20 {
			break
		}
		if time.Since(start) > time.Minute {
			t.Fatal("nothing is written")
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if status, _ := ended(t, cmd); status != -1 {
		t.Errorf("exit status %d", status)
	}
	w.Close()
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	got = got[:bytes.LastIndexByte(got, '\n')+1] // the system stops between two pages of a write
	begins(t, string(got), want)
}

// An interruption is answered while it waits for input, too, and leaves out the line that was not whole.
func TestInterrupted(t *testing.T) {
	in, want := replies(t, 3_000)
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		defer w.Close()
		outR, outW, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		cmd := started(t, r, outW, "decode", "--batch", "lines")
		outW.Close()
		if _, err := io.WriteString(w, in[:len(in)/2]); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, 1)
		if _, err := io.ReadFull(outR, got); err != nil { // it is at work
			t.Fatal(err)
		}
		if err := cmd.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		rest, err := io.ReadAll(outR)
		if err != nil {
			t.Fatal(err)
		}
		if status, errOut := ended(t, cmd); status != exitInterrupted+int(sig) || errOut != "" {
			t.Errorf("%v: exit status %d: %s", sig, status, errOut)
		}
		begins(t, string(got)+string(rest), want)
	}
}

func TestFullDisk(t *testing.T) {
	in, _ := replies(t, 3_000)
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("only Linux has a full disk to try: ", err)
	}
	defer full.Close()
	for _, args := range [][]string{{"decode"}, {"decode", "--batch", "lines"}, {"decode", "--csv"}, {"decode", "--summary"}, {"explain", "550"}, {"man"}, {"--help"}} {
		status, errOut := ended(t, started(t, strings.NewReader(in), full, args...))
		if status != exitBroken || args[0] != "--help" && !strings.Contains(errOut, "no space left on device") {
			t.Errorf("%v: exit status %d: %s", args, status, errOut)
		}
	}
}

// Who reads only the first line gets it whole, and no complaint.
func TestClosedPipe(t *testing.T) {
	in, want := replies(t, 20_000)
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := started(t, strings.NewReader(in), w, "decode", "--batch", "lines")
	w.Close()
	head := make([]byte, 2000)
	if _, err := io.ReadFull(r, head); err != nil {
		t.Fatal(err)
	}
	r.Close()
	if status, errOut := ended(t, cmd); status != exitDecoded || errOut != "" {
		t.Errorf("exit status %d: %s", status, errOut)
	}
	if !strings.HasPrefix(want, string(head)) {
		t.Errorf("%q", head)
	}
}

// Of an input that is cut off, what is whole is decoded.
func TestCutOff(t *testing.T) {
	in, want := replies(t, 20_000)
	data := packed(t, in)
	status, out, errOut := call(t, "", "decode", "--batch", "lines", file(t, "replies.gz", data[:len(data)/2]))
	if status != exitBroken || !strings.Contains(errOut, "is cut off") || len(out) < len(want)/4 {
		t.Errorf("exit status %d: %d bytes, %s", status, len(out), errOut)
	}
	begins(t, out, want)

	letters := mbox(3000)
	_, want, _ = call(t, letters, "decode", "--batch", "messages")
	data = packed(t, letters)
	status, out, errOut = call(t, "", "decode", "--batch", "messages", file(t, "mbox.gz", data[:len(data)/2]))
	if status != exitBroken || !strings.Contains(errOut, "is cut off") || len(out) < len(want)/4 {
		t.Errorf("exit status %d: %d bytes, %s", status, len(out), errOut)
	}
	begins(t, out, want)
}

// Who sends a row and waits for the answer gets it, however short the row is.
func TestAnswersAtOnce(t *testing.T) {
	for _, c := range []struct {
		args      []string
		ask, want string
	}{
		{[]string{"lines", "--print", "reason"}, "550 5.1.1 User unknown\n", "user-unknown\n"},
		{[]string{"tsv", "--print", "reason"}, "\n", "\n"},
		{[]string{"tsv", "--print", "reason"}, "550 5.1.1 User unknown\n", "user-unknown\n"},
		{[]string{"tsv", "--print", "reason", "--chunk-header"}, "2\n\n550 5.1.1 User unknown\n", "\nuser-unknown\n"},
		{[]string{"json-each-row", "--print", "reason"}, "{\"text\":\"\"}\n", "{\"result\":\"\"}\n"},
	} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		outR, outW, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		cmd := started(t, r, outW, append([]string{"decode", "--batch"}, c.args...)...)
		outW.Close()
		for range 3 {
			if _, err := io.WriteString(w, c.ask); err != nil {
				t.Fatal(err)
			}
			if err := outR.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
				t.Fatal(err)
			}
			got := make([]byte, len(c.want))
			if _, err := io.ReadFull(outR, got); err != nil || string(got) != c.want {
				t.Fatalf("%v: %q is answered with %q: %v", c.args, c.ask, got, err)
			}
		}
		w.Close()
		if status, errOut := ended(t, cmd); status != exitDecoded && strings.Contains(c.want, "unknown") || errOut != "" {
			t.Errorf("%v: exit status %d: %s", c.args, status, errOut)
		}
		r.Close()
		outR.Close()
	}
}

// logLine is what Postfix writes of a refused recipient.
func logLine(user, id string) string {
	return "Mar  2 10:00:00 relay postfix/smtp[99]: " + id + ": to=<" + user + "@example.org>, relay=mx.example.org[192.0.2.25]:25, delay=1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.25] said: 550 5.1.1 User unknown (in reply to RCPT TO command))\n"
}

// What is added to a log is told once, line by line, across both ways of rotating it (logrotate's create and copytruncate).
func TestFollow(t *testing.T) {
	name := filepath.Join(t.TempDir(), "mail.log")
	add := func(name, text string) {
		t.Helper()
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
		if err == nil {
			_, err = f.WriteString(text)
		}
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	add(name, logLine("old", "0000000001"))
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := started(t, strings.NewReader(""), w, "decode", "--follow", "--print", "recipient,reason", name)
	w.Close()
	lines := make(chan string)
	go func() {
		defer close(lines)
		var rest []byte
		buf := make([]byte, 4096)
		for {
			n, err := r.Read(buf)
			rest = append(rest, buf[:n]...)
			for {
				line, after, ok := bytes.Cut(rest, []byte("\n"))
				if !ok {
					break
				}
				lines <- string(line)
				rest = after
			}
			if err != nil {
				return
			}
		}
	}()
	wants := func(user string) {
		t.Helper()
		select {
		case got := <-lines:
			if got != user+"@example.org\tuser-unknown" {
				t.Fatalf("%q, not %s", got, user)
			}
		case <-time.After(30 * time.Second):
			t.Fatalf("nothing on %s", user)
		}
	}
	// It does not tell when it has begun to follow: lines are added until it answers one.
	began := 0
	for answered := false; !answered; {
		began++
		add(name, logLine(fmt.Sprintf("begin%d", began), fmt.Sprintf("00000001%02d", began)))
		select {
		case got := <-lines:
			if !strings.HasPrefix(got, "begin") {
				t.Fatalf("%q was there before", got)
			}
			answered = true
			for got != fmt.Sprintf("begin%d@example.org\tuser-unknown", began) {
				got = <-lines
			}
		case <-time.After(300 * time.Millisecond):
			if began == 90 {
				t.Fatal("it does not begin")
			}
		}
	}
	half := logLine("halves", "0000000003")
	add(name, half[:60])
	add(name, half[60:])
	wants("halves")
	if err := os.Rename(name, name+".1"); err != nil { // create
		t.Fatal(err)
	}
	add(name+".1", logLine("late", "0000000004")) // the program that writes has the old file open
	wants("late")
	add(name, logLine("created", "0000000005"))
	wants("created")
	if err := os.Truncate(name, 0); err != nil { // copytruncate
		t.Fatal(err)
	}
	add(name, logLine("cut", "06")) // shorter than what was there
	wants("cut")
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if status, errOut := ended(t, cmd); status != exitDecoded || errOut != "" {
		t.Errorf("exit status %d: %s", status, errOut)
	}
	for got := range lines {
		t.Errorf("%q was told twice", got)
	}
}
