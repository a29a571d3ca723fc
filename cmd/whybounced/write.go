package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/whybounced/whybounced"
)

// writer writes the reports on one input, one after the other.
type writer interface {
	add(r whybounced.Report) error
	end() error
	heard() *told
}

// silent writes nothing: --summary.
type silent struct{ told }

func (*silent) add(whybounced.Report) error { return nil }
func (*silent) end() error                  { return nil }

// table writes a line for each bounce: --print, --csv.
type table struct {
	told
	flags *decodeFlags
	n     *int // reports so far
	out   *bufio.Writer
	buf   []byte
}

func (w *table) add(r whybounced.Report) error {
	*w.n++
	id := ""
	if w.flags.batch != "" {
		id = strconv.Itoa(*w.n)
	}
	w.buf = w.flags.appendRows(w.buf[:0], id, r)
	return wroteOr(writeWhole(w.out, w.buf))
}

func (w *table) end() error { return nil }

// appendRows appends the lines of a table for one report. The id, in JSON, is told where it can be.
func (f *decodeFlags) appendRows(to []byte, id string, r whybounced.Report) []byte {
	for i := range r.Bounces {
		switch {
		case f.csv:
			var cells []string
			if id != "" {
				plain, err := strconv.Unquote(id)
				if err != nil {
					plain = id
				}
				cells = append(cells, plain)
			}
			for _, c := range f.columns {
				cells = append(cells, c.of(&r.Bounces[i]))
			}
			to = appendCSV(to, cells)
		case f.json:
			to = appendObject(to, id, f.columns, &r.Bounces[i])
			to = append(to, '\n')
		default:
			to = appendTabbed(to, f.columns, &r.Bounces[i])
		}
	}
	return to
}

// rows writes a line a report: --batch messages.
type rows struct {
	told
	explain, filtered bool
	out               *bufio.Writer
	n                 int
	buf               []byte
}

func (w *rows) add(r whybounced.Report) error {
	w.n++
	if w.filtered && len(r.Bounces) == 0 {
		return nil
	}
	w.buf = strconv.AppendInt(append(w.buf[:0], `{"id":`...), int64(w.n), 10)
	w.buf = append(w.buf, `,"report":`...)
	if w.explain {
		w.buf = append(w.buf, r.JSON()...)
	} else {
		w.buf = r.AppendLeanJSON(w.buf)
	}
	w.buf = append(w.buf, "}\n"...)
	return wroteOr(writeWhole(w.out, w.buf))
}

func (w *rows) end() error { return nil }

// told gathers what reports on one input say of it. That a message of a mailbox is no bounce is worth telling only where
// nothing else was found.
type told struct {
	reports, bounces int
	dropped          int // bounces that nobody asked for
	form             string
	warnings, asides []string
}

func (t *told) heard() *told { return t }

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
	told
	out   *bufio.Writer
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
