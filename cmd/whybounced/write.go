package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/whybounced/whybounced"
)

// writer writes the reports on one input, one after the other.
type writer interface {
	add(r whybounced.Report) error
	end() error
}

// silent writes nothing: --summary.
type silent struct{}

func (silent) add(whybounced.Report) error { return nil }
func (silent) end() error                  { return nil }

// rows writes a line a report: --batch messages.
type rows struct {
	explain bool
	out     *bufio.Writer
	n       int
}

func (w *rows) add(r whybounced.Report) error {
	w.n++
	body := r.JSON()
	if !w.explain {
		body = r.LeanJSON()
	}
	_, err := fmt.Fprintf(w.out, `{"id":%d,"report":%s}`+"\n", w.n, body)
	return wroteOr(err)
}

func (w *rows) end() error { return nil }

// told gathers what reports on one input say of it. That a message of a mailbox is no bounce is worth telling only where
// nothing else was found.
type told struct {
	reports, bounces int
	form             string
	warnings, asides []string
}

const maxWarnings = 20

func (t *told) add(r whybounced.Report) {
	t.reports++
	t.bounces += len(r.Bounces)
	if t.form == "" || t.form == "none" {
		t.form = r.Form
	}
	for _, w := range r.Warnings {
		list := &t.warnings
		if len(r.Bounces) == 0 && strings.Contains(w, "looked for") {
			list = &t.asides
		}
		if !slices.Contains(*list, w) && len(*list) < maxWarnings {
			*list = append(*list, w)
		}
	}
}

func (t *told) all() []string {
	if t.bounces > 0 {
		return t.warnings
	}
	return append(t.warnings, t.asides...)
}

// oneReport writes the reports on one input as one: --json. It holds no more than the first of them.
type oneReport struct {
	out   *bufio.Writer
	told  told
	first whybounced.Report
	begun bool
}

func (w *oneReport) add(r whybounced.Report) error {
	w.told.add(r)
	if w.told.reports == 1 {
		w.first = r
		return nil
	}
	if err := w.bounces(w.first); err != nil {
		return err
	}
	w.first = whybounced.Report{}
	return w.bounces(r)
}

func (w *oneReport) bounces(r whybounced.Report) error {
	for _, b := range r.Bounces {
		before := ","
		if !w.begun {
			w.begun = true
			before = fmt.Sprintf(`{"version":1,"form":%q,"bounces":[`, w.told.form)
		}
		w.out.WriteString(before)
		if _, err := w.out.Write(b.JSON()); err != nil {
			return errWriting{err}
		}
	}
	return nil
}

func (w *oneReport) end() error {
	var err error
	switch {
	case w.told.reports == 1:
		_, err = w.out.Write(w.first.JSON())
	case !w.begun:
		_, err = w.out.Write(whybounced.Report{Version: 1, Form: w.told.form, Warnings: w.told.all()}.JSON())
	default:
		list := []byte("[]")
		if warnings := w.told.all(); len(warnings) > 0 {
			list, _ = json.Marshal(warnings) // strings always marshal
		}
		_, err = fmt.Fprintf(w.out, `],"warnings":%s}`, list)
	}
	if err == nil {
		err = w.out.WriteByte('\n')
	}
	return wroteOr(err)
}

func wroteOr(err error) error {
	if err != nil {
		return errWriting{err}
	}
	return nil
}
