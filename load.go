package whybounced

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"sort"
	"strings"
)

// Problem is something wrong in rules.json, with the way out.
type Problem struct {
	Line int    // 1-based, 0 when it has no place
	Path string // "dmarc-policy/gmail-dmarc-policy"
	Text string
}

func (p Problem) String() string {
	where := "rules.json"
	if p.Line > 0 {
		where += fmt.Sprintf(":%d", p.Line)
	}
	if p.Path != "" {
		where += ": " + p.Path
	}
	return where + ": " + p.Text
}

// Problems are all that is wrong, in the order of the file.
type Problems []Problem

func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, x := range p {
		lines[i] = x.String()
	}
	return strings.Join(lines, "\n")
}

func (p Problems) sorted() Problems {
	sort.SliceStable(p, func(i, j int) bool { return p[i].Line < p[j].Line })
	return p
}

// LoadRules reads a rule set strictly: unknown fields, wrong types, words outside the vocabulary, broken references and
// duplicate ids are all reported at once, as Problems with lines.
func LoadRules(data []byte) (*RuleSet, error) {
	places, problems := readShape(data)
	if len(problems) > 0 {
		return nil, problems.sorted()
	}
	var r RuleSet
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return nil, Problems{{Line: lineAt(data, d.InputOffset()), Text: err.Error()}}
	}
	if problems := checkReferences(&r, places); len(problems) > 0 {
		return nil, problems.sorted()
	}
	return &r, nil
}

// lineOf remembers on which line each object with an id begins: "dmarc-policy/gmail-dmarc-policy".
type lineOf map[string]int

// readShape walks the file beside its Go type, so that every unknown field and wrong type is found, not only the first.
func readShape(data []byte) (lineOf, Problems) {
	s := shape{data: data, d: json.NewDecoder(bytes.NewReader(data)), places: lineOf{}}
	s.value(reflect.TypeFor[RuleSet](), "")
	if !s.broken {
		if _, err := s.d.Token(); !errors.Is(err, io.EOF) {
			s.report("", "text after the end of the rule set")
		}
	}
	return s.places, s.problems
}

type shape struct {
	data     []byte
	d        *json.Decoder
	places   lineOf
	problems Problems
	broken   bool // no valid JSON from here on
	counted  int  // bytes whose lines are counted
	lines    int
}

// line is where the reader is; it goes on counting from where it was asked last.
func (s *shape) line() int {
	offset := min(int(s.d.InputOffset()), len(s.data))
	s.lines += bytes.Count(s.data[s.counted:offset], []byte("\n"))
	s.counted = offset
	return 1 + s.lines
}

func lineAt(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(int(offset), len(data))], []byte("\n"))
}

func (s *shape) report(path, text string) {
	s.problems = append(s.problems, Problem{s.line(), path, text})
}

func (s *shape) token() json.Token {
	if s.broken {
		return nil
	}
	t, err := s.d.Token()
	if err != nil {
		s.broken = true
		s.report("", "this is no valid JSON: "+err.Error())
	}
	return t
}

// value reads one value that should be of type t; path names the nearest object with an id.
func (s *shape) value(t reflect.Type, path string) {
	tok := s.token()
	if s.broken {
		return
	}
	switch v := tok.(type) {
	case json.Delim:
		switch {
		case v == '{' && t.Kind() == reflect.Struct:
			s.object(t, path)
		case v == '{' && t.Kind() == reflect.Map:
			for s.d.More() && !s.broken {
				s.token()
				s.value(t.Elem(), path)
			}
			s.token()
		case v == '[' && t.Kind() == reflect.Slice:
			for s.d.More() && !s.broken {
				s.value(t.Elem(), path)
			}
			s.token()
		default:
			s.report(path, fmt.Sprintf("%c where %s is wanted", v, kindName(t)))
			s.skip(1)
		}
	case string:
		if t.Kind() != reflect.String {
			s.report(path, fmt.Sprintf("%q where %s is wanted", v, kindName(t)))
		}
	case float64:
		if t.Kind() != reflect.Int {
			s.report(path, fmt.Sprintf("%v where %s is wanted", v, kindName(t)))
		}
	default:
		s.report(path, fmt.Sprintf("%v where %s is wanted", v, kindName(t)))
	}
}

func kindName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Slice:
		return "a list"
	case reflect.Int:
		return "a number"
	}
	return "an object"
}

func (s *shape) object(t reflect.Type, path string) {
	fields := map[string]reflect.Type{}
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		fields[name] = f.Type
	}
	start := s.line()
	seen := map[string]bool{}
	for s.d.More() && !s.broken {
		key, _ := s.token().(string)
		if seen[key] {
			s.report(path, fmt.Sprintf("field %q stands twice", key))
		}
		seen[key] = true
		ft, ok := fields[key]
		if !ok {
			s.report(path, fmt.Sprintf("unknown field %q", key))
			s.skip(0)
			continue
		}
		if (key == "id" || key == "code") && ft.Kind() == reflect.String {
			if id, ok := s.token().(string); ok {
				path = strings.TrimPrefix(path+"/"+id, "/")
				s.places[path] = start
			} else if !s.broken {
				s.report(path, key+" is no string")
			}
			continue
		}
		s.value(ft, path)
	}
	s.token()
}

// skip passes over a value, or over the rest of one that is open at that depth.
func (s *shape) skip(depth int) {
	for !s.broken {
		if d, ok := s.token().(json.Delim); ok {
			if d == '{' || d == '[' {
				depth++
			} else {
				depth--
			}
		}
		if depth <= 0 {
			return
		}
	}
}
