package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/whybounced/whybounced"
)

// Limits of following a log.
const (
	followContext = 256 << 10 // bytes before what is new, which may tell of the same delivery
	followPause   = time.Second
)

// follower reads what is added to a log, by name: after a rotation (logrotate's create, or its copytruncate) it goes on
// with what has the name then.
type follower struct {
	name string
	file *os.File
	read int64     // of the file
	part []byte    // of a line
	left time.Time // since when another file has the name, and nothing was added to this one
}

// open opens what has the name now.
func (f *follower) open() error {
	file, err := os.Open(f.name)
	if err != nil {
		return err
	}
	if info, err := file.Stat(); err == nil && info.IsDir() {
		file.Close()
		return fmt.Errorf("%s: is a folder; name the log in it", f.name)
	}
	f.file, f.read = file, 0
	return nil
}

// more returns the whole lines that were added, and whether they begin a file. One that shrank was cut off to begin again.
// One that no longer has the name is left when another has it and nothing more was added for a while: until they are told,
// programs go on writing to the file that they have open.
func (f *follower) more() (lines []byte, begins bool, err error) {
	info, err := f.file.Stat()
	if err != nil {
		return nil, false, err
	}
	if info.Size() < f.read {
		f.read, f.part, begins = 0, nil, true
	}
	data, err := io.ReadAll(io.NewSectionReader(f.file, f.read, whybounced.MaxInput))
	if err != nil {
		return nil, begins, err
	}
	f.read += int64(len(data))
	named, err := os.Stat(f.name)
	switch {
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return nil, begins, err
	case len(data) > 0 || err != nil || os.SameFile(info, named):
		f.left = time.Time{}
	case f.left.IsZero():
		f.left = time.Now()
	case time.Since(f.left) >= followPause:
		last := f.part // nobody will end it
		f.file.Close()
		f.part, f.left = nil, time.Time{}
		return last, false, f.open()
	}
	data = append(f.part, data...)
	end := bytes.LastIndexByte(data, '\n') + 1
	f.part = bytes.Clone(data[end:])
	return data[:end], begins || f.read == int64(len(data)), nil
}

// followFile decodes what is added to a log until it is told to stop.
func (d *decoding) followFile(name string) {
	f := &follower{name: name}
	if err := f.open(); err != nil {
		d.complain(opening(err))
		d.finish()
		return
	}
	defer func() { f.file.Close() }()
	size, err := f.file.Seek(0, io.SeekEnd)
	if err != nil {
		d.complain(fmt.Errorf("%s: cannot be followed: %w; a log is a file, for a pipe leave --follow out", name, err))
		d.finish()
		return
	}
	f.read = size
	w := d.writer(name)
	before := f.before(size)
	wake, done := d.watch(name)
	defer done()
	if isTerminal(d.p.errOut) {
		fmt.Fprintf(d.p.errOut, "Waiting for what is added to %s. End with Ctrl-C.\n", printable(name, 200))
	}
	for {
		lines, begins, err := f.more()
		if err != nil {
			d.complain(fmt.Errorf("%s: %w", name, err))
			break
		}
		if begins {
			before = nil
		}
		if len(lines) > 0 {
			before = d.added(w, before, lines)
			if err := d.out.Flush(); err != nil {
				d.write = err
			}
			if d.write != nil {
				break
			}
			if len(lines) >= whybounced.MaxInput/2 {
				continue
			}
		}
		select {
		case <-d.p.stop:
			d.finish()
			return
		case <-wake:
		case <-time.After(followPause):
		}
	}
	d.finish()
}

// before is what stands at the end of the log, from the beginning of a line.
func (f *follower) before(size int64) []byte {
	start := max(0, size-followContext)
	data := make([]byte, size-start)
	n, _ := f.file.ReadAt(data, start) // without it less is joined
	data = data[:n]
	if start > 0 {
		data = data[bytes.IndexByte(data, '\n')+1:]
	}
	end := bytes.LastIndexByte(data, '\n') + 1
	f.part = bytes.Clone(data[end:])
	return data[:end]
}

// added decodes new lines together with those before them, and tells what the new ones tell. It returns what stands before
// the next ones.
func (d *decoding) added(w writer, before, lines []byte) []byte {
	text := append(bytes.Clone(before), lines...)
	for report, err := range whybounced.DecodeReader(bytes.NewReader(text)) {
		if err != nil {
			break
		}
		fresh := report.Bounces[:0]
		for _, b := range report.Bounces {
			if d.fresh(&b, len(before)) {
				fresh = append(fresh, b)
			}
		}
		if report.Bounces = fresh; len(fresh) == 0 {
			continue
		}
		report, dropped := d.filter.apply(report)
		w.heard().dropped += dropped
		d.total.add(report)
		if d.keep(w.add(report)); d.write != nil {
			break
		}
	}
	if len(text) > followContext {
		text = text[len(text)-followContext:]
		text = text[bytes.IndexByte(text, '\n')+1:]
	}
	return text
}

// fresh tells whether a bounce is told by what stands behind an offset of the text. One without a place in it is told once.
func (d *decoding) fresh(b *whybounced.Bounce, offset int) bool {
	for _, s := range b.Spans {
		if s.End > offset {
			return true
		}
	}
	if len(b.Spans) > 0 {
		return false
	}
	key := string(b.JSON())
	if d.placeless[key] {
		return false
	}
	if d.placeless == nil || len(d.placeless) > maxWords {
		d.placeless = map[string]bool{}
	}
	d.placeless[key] = true
	return true
}

// watch wakes up when something in the folder of a file changes. Where that cannot be told, the clock wakes.
func (d *decoding) watch(name string) (wake <-chan fsnotify.Event, done func()) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, func() {}
	}
	if err := w.Add(filepath.Dir(name)); err != nil {
		w.Close()
		return nil, func() {}
	}
	return w.Events, func() { w.Close() }
}
