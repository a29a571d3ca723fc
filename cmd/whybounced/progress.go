package main

import (
	"fmt"
	"io"
	"time"
)

// progress shows on a terminal how far a long input was read.
type progress struct {
	out   io.Writer
	name  string
	size  int64 // 0 where it is not known
	quiet bool
	begun time.Time
	last  time.Time
	shown bool
}

// What is read in less time than this is not long.
const (
	patience = time.Second
	interval = 200 * time.Millisecond
)

func (p *progress) show(read int64) {
	if p.quiet {
		return
	}
	now := time.Now()
	if p.begun.IsZero() {
		p.begun = now
	}
	if now.Sub(p.begun) < patience || now.Sub(p.last) < interval {
		return
	}
	p.last, p.shown = now, true
	speed := float64(read) / now.Sub(p.begun).Seconds() / 1e6
	if p.size > 0 {
		fmt.Fprintf(p.out, "\r\x1b[K%s: %d of %d MB, %d %%, %.0f MB/s", printable(p.name, 60), read/1e6, p.size/1e6, read*100/p.size, speed)
		return
	}
	fmt.Fprintf(p.out, "\r\x1b[K%s: %d MB, %.0f MB/s", printable(p.name, 60), read/1e6, speed)
}

// clear takes the line away again.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.shown = false
	}
}
