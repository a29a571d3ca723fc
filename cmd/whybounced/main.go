// Whybounced explains why an email came back: it decodes bounces, logs and SMTP replies from files or standard input,
// and explains codes. Run it without arguments for its commands.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

const usage = `whybounced explains why an email came back.

  whybounced decode [FILE…]        decode files or standard input: a message (.eml, .msg), an mbox, a log, events, one reply,
                                   prose with a reply; also packed by gzip or zip
      --json                       one report per input, as JSON
      --batch messages             one report a line, for each message of an mbox, delivery of a log, event
      --batch jsonl                read {"id":…, "text":…} a line, write {"id":…, "report":{…}} a line, in the same order
      --batch lines                read one reply a line; id is the line's number
      --explain                    with --batch: title, means, check, fix, note and spans too
      --summary                    counts by type, family, reason, provider and rule instead
      --help                       all of it, with the limits
  whybounced explain WORD…         explain a reply code, an enhanced code, an error, a known response or a reason
  whybounced rules lint [FILE]     check rules.json: schema, vocabulary, canonical form, examples
  whybounced rules format [FILE]   write rules.json in its canonical form
  whybounced rules fit [FILE]      find the stems of the lexicon anew, from testdata/wordings and the examples

Exit status: 0 at least one failure or notice was decoded, 1 nothing to decode, 2 the input or the call is broken.
`

// Exit statuses are a promise (see usage).
const (
	exitDecoded = 0
	exitNothing = 1
	exitBroken  = 2
)

// errUsage is a call that cannot be understood.
var errUsage = errors.New("see: whybounced --help")

func main() {
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is an error of writing, told apart from others by decode
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the program without its surroundings, so that tests can call it.
func run(args []string, in io.Reader, out, errOut io.Writer) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		fmt.Fprint(out, usage)
		if len(args) == 0 {
			return exitBroken
		}
		return exitDecoded
	}
	commands := map[string]func([]string, io.Reader, io.Writer, io.Writer) (int, error){
		"decode": decode, "explain": explain, "rules": rules,
	}
	command, ok := commands[args[0]]
	if !ok {
		fmt.Fprintf(errOut, "whybounced: there is no command %q\n%v\n", args[0], errUsage)
		return exitBroken
	}
	status, err := command(args[1:], in, out, errOut)
	if err != nil {
		fmt.Fprintf(errOut, "whybounced: %v\n", err)
		return exitBroken
	}
	return status
}
