package engine

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// JSON reads back as what was written.
func FuzzJSONWrite(f *testing.F) {
	for i, s := range examples(f) {
		f.Add(s, i)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		r := Report{
			Version: n, Form: s, Warnings: []string{s, ""},
			Bounces: []Bounce{{Text: s, RetryAfter: n, Facts: Facts{Token: s}, Relays: []Steps{{s, s}}, Spans: []Span{{s, n, 0}}, Attempts: []Attempt{{Text: s}}, Also: []string{s}}, {}},
		}
		out := r.JSON()
		if !utf8.Valid(out) || bytes.Contains(out, []byte("<")) {
			t.Errorf("not fit for a page: %q", out)
		}
		var back Report
		if err := json.Unmarshal(out, &back); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		var want []rune // bytes that are no UTF-8 are read as ISO 8859-1
		for i := 0; i < len(s); {
			c, size := decodeRune(s[i:])
			if utf16.IsSurrogate(c) {
				c = utf8.RuneError
			}
			want = append(want, c)
			i += size
		}
		if b := back.Bounces[0]; b.Text != string(want) || b.Facts.Token != b.Text || b.Relays[0].Steps != b.Text || b.RetryAfter != n || b.Spans[0].Start != n || back.Form != b.Text {
			t.Errorf("%q came back as %+v", s, back)
		}
	})
}

// tree reads a value as encoding/json does.
func (r *jsonReader) tree() any {
	switch r.peek() {
	case '{':
		out := map[string]any{}
		r.object(func(key string) { out[jsonString{raw: key}.text()] = r.tree() })
		return out
	case '[':
		out := []any{}
		r.array(func() { out = append(out, r.tree()) })
		return out
	case '"':
		return r.str().text()
	}
	return r.word().text
}

// Valid JSON is read as encoding/json reads it, and anything else to its end.
func FuzzJSONRead(f *testing.F) {
	for _, s := range inputs(f, "event") {
		f.Add(s)
	}
	f.Add(`{"a":[1,-2.5e3,true,null,"x\"\\\/é\ud83d\ude00",{},[]],"":{"b":[[]]}}`)
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Count(text, "[")+strings.Count(text, "{") > 1000 {
			return
		}
		var r *jsonReader
		var got any
		inTime(t, len(text), func() {
			r = &jsonReader{text: text}
			got = r.tree()
		})
		if r.i > len(text) {
			t.Errorf("read to %d of %d", r.i, len(text))
		}
		if !json.Valid([]byte(text)) || !utf8.ValidString(text) {
			return
		}
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		var want any
		if err := d.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if want = asRead(want); !reflect.DeepEqual(got, want) {
			t.Errorf("%s\nis read as %#v\nnot %#v", text, got, want)
		}
	})
}

// asRead is what the engine makes of a value: numbers and constants are words, a backspace and a form feed are spaces.
func asRead(v any) any {
	switch v := v.(type) {
	case string:
		return strings.NewReplacer("\b", " ", "\f", " ").Replace(v)
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	case []any:
		for i := range v {
			v[i] = asRead(v[i])
		}
		return v
	case map[string]any:
		out := map[string]any{}
		for k := range v {
			out[strings.NewReplacer("\b", " ", "\f", " ").Replace(k)] = asRead(v[k])
		}
		return out
	}
	return "null"
}
