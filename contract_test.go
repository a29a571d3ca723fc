package whybounced

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// testdata/contract.json is the Report that people outside were promised. A name in it is never taken away or given another type; a new
// one is added to it.
func TestReportKeepsTheContract(t *testing.T) {
	data, err := os.ReadFile("testdata/contract.json")
	if err != nil {
		t.Fatal(err)
	}
	var promised any
	if err := json.Unmarshal(data, &promised); err != nil {
		t.Fatal(err)
	}
	holds(t, "report", promised, reflect.TypeFor[Report]())

	// What is written is what the tags say: an own writer makes the JSON of a report.
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var report Report
	if err := d.Decode(&report); err != nil {
		t.Fatal(err)
	}
	var written any
	if err := json.Unmarshal(report.JSON(), &written); err != nil {
		t.Fatal(err)
	}
	facts := promised.(map[string]any)["bounces"].([]any)[0].(map[string]any)["facts"].(map[string]any)
	for name, value := range facts {
		if value == "" {
			delete(facts, name) // only those present
		}
	}
	if !reflect.DeepEqual(written, promised) {
		t.Errorf("written\n%v\npromised\n%v", written, promised)
	}
}

// holds compares a type with an example of its JSON, both ways.
func holds(t *testing.T, path string, example any, typ reflect.Type) {
	switch example := example.(type) {
	case map[string]any:
		if typ.Kind() != reflect.Struct {
			t.Errorf("%s: an object is promised, not %s", path, typ)
			return
		}
		var names []string
		for f := range typ.Fields() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			names = append(names, name)
			value, ok := example[name]
			if !ok {
				t.Errorf("%s.%s is not in testdata/contract.json: what is new is promised from now on; add it", path, name)
				continue
			}
			holds(t, path+"."+name, value, f.Type)
		}
		for name := range example {
			if !slices.Contains(names, name) {
				t.Errorf("%s.%s was promised, and is gone", path, name)
			}
		}
	case []any:
		if typ.Kind() != reflect.Slice {
			t.Errorf("%s: a list is promised, not %s", path, typ)
			return
		}
		for _, x := range example {
			holds(t, path+"[]", x, typ.Elem())
		}
	case string:
		if typ.Kind() != reflect.String {
			t.Errorf("%s: a string is promised, not %s", path, typ)
		}
	case float64:
		if typ.Kind() != reflect.Int {
			t.Errorf("%s: a number is promised, not %s", path, typ)
		}
	}
}

// The types of a report stand in the engine, where go doc does not show them: the comments here list their fields.
func TestDocumentationListsTheFields(t *testing.T) {
	types := map[string]reflect.Type{
		"Report": reflect.TypeFor[Report](), "Bounce": reflect.TypeFor[Bounce](), "Facts": reflect.TypeFor[Facts](),
		"Span": reflect.TypeFor[Span](), "Attempt": reflect.TypeFor[Attempt](), "Steps": reflect.TypeFor[Steps](),
	}
	field := regexp.MustCompile(`(?m)^\t(\w+) +([\[\]\w]+) +// "([\w-]+)"`)
	files := parsed(t)
	for name, typ := range types {
		var listed, real []string
		for _, m := range field.FindAllStringSubmatch(commentOf(files, name), -1) {
			listed = append(listed, strings.Join(m[1:], " "))
		}
		for f := range typ.Fields() {
			tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			kind := f.Type.Name()
			if f.Type.Kind() == reflect.Slice {
				kind = "[]" + f.Type.Elem().Name()
			}
			real = append(real, f.Name+" "+kind+" "+tag)
		}
		if !slices.Equal(listed, real) {
			t.Errorf("%s lists\n%s\nand has\n%s", name, strings.Join(listed, "\n"), strings.Join(real, "\n"))
		}
	}
}

// Every exported name says what it is, and begins with its name as go doc wants it.
func TestEveryExportedNameIsDocumented(t *testing.T) {
	for _, file := range parsed(t) {
		for _, decl := range file.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && !strings.HasPrefix(d.Doc.Text(), d.Name.Name+" ") {
					t.Errorf("%s has no comment that begins with its name", d.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if s, ok := spec.(*ast.TypeSpec); ok && s.Name.IsExported() {
						if text := commentOf([]*ast.File{file}, s.Name.Name); !strings.HasPrefix(text, s.Name.Name+" ") {
							t.Errorf("%s has no comment that begins with its name", s.Name)
						}
					}
				}
			}
		}
	}
}

func parsed(t *testing.T) []*ast.File {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
	}
	return files
}

func commentOf(files []*ast.File, name string) string {
	for _, file := range files {
		for _, decl := range file.Decls {
			if d, ok := decl.(*ast.GenDecl); ok {
				for _, spec := range d.Specs {
					if s, ok := spec.(*ast.TypeSpec); ok && s.Name.Name == name {
						if s.Doc != nil {
							return s.Doc.Text()
						}
						return d.Doc.Text()
					}
				}
			}
		}
	}
	return ""
}
