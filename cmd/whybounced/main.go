// Package main is whybounced, which explains why an email came back: it decodes bounces, logs and SMTP replies from files
// or standard input, and explains codes. Run it without arguments for its commands. Start at cli.go.
package main

import (
	"os"
	"os/signal"
	"syscall"
)

func main() {
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is an error of writing, told apart from others by decode
	p := program{in: os.Stdin, out: os.Stdout, errOut: os.Stderr, stop: make(chan struct{})}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		s := <-signals
		signal.Stop(signals) // the second one ends it at once
		p.signal.Store(int32(s.(syscall.Signal)))
		close(p.stop)
	}()
	os.Exit(p.run(os.Args[1:]))
}
