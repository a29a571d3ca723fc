package whybounced

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// schemaNode is what the test reads of a JSON Schema.
type schemaNode struct {
	Type                 string
	Ref                  string `json:"$ref"`
	Enum                 []string
	Required             []string
	AdditionalProperties any
	Properties           map[string]schemaNode
	Items                *schemaNode
	Defs                 map[string]schemaNode `json:"$defs"`
}

// rules.schema.json gives editors completion; the structs are what is read. They must say the same.
func TestSchemaIsInStepWithTheStructs(t *testing.T) {
	data, err := os.ReadFile("rules.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var root schemaNode
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	seen := map[reflect.Type]bool{}
	var walk func(where string, n schemaNode, typ reflect.Type)
	walk = func(where string, n schemaNode, typ reflect.Type) {
		if n.Ref != "" {
			name := strings.TrimPrefix(n.Ref, "#/$defs/")
			def, ok := root.Defs[name]
			if !ok {
				t.Errorf("%s: there is no definition %q", where, name)
			}
			n = def
		}
		switch typ.Kind() {
		case reflect.Slice:
			if n.Type != "array" || n.Items == nil {
				t.Errorf("%s: a list in the struct, %q in the schema", where, n.Type)
				return
			}
			walk(where+"[]", *n.Items, typ.Elem())
		case reflect.Struct:
			if seen[typ] {
				return
			}
			seen[typ] = true
			if n.AdditionalProperties != false {
				t.Errorf("%s: the schema lets unknown fields through", where)
			}
			fields := 0
			for f := range typ.Fields() {
				name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
				p, ok := n.Properties[name]
				if !ok {
					t.Errorf("%s: field %q is not in the schema", where, name)
					continue
				}
				fields++
				if optional := option == "omitempty"; optional == slices.Contains(n.Required, name) {
					t.Errorf("%s.%s: required in the schema and omitempty in the struct must be opposites", where, name)
				}
				walk(where+"."+name, p, f.Type)
			}
			if fields != len(n.Properties) {
				t.Errorf("%s: the schema has %d properties, the struct %d", where, len(n.Properties), fields)
			}
		case reflect.String:
			if n.Type != "string" {
				t.Errorf("%s: a string in the struct, %q in the schema", where, n.Type)
			}
		}
	}
	walk("rules", root, reflect.TypeFor[RuleSet]())
	for name, words := range map[string][]string{"type": types, "action": actions, "suppress": suppresses} {
		if !slices.Equal(root.Defs[name].Enum, words) {
			t.Errorf("%s: the schema says %v, the loader %v", name, root.Defs[name].Enum, words)
		}
	}
	if got := root.Defs["provider"].Properties["kind"].Enum; !slices.Equal(got, kinds) {
		t.Errorf("kind: the schema says %v, the loader %v", got, kinds)
	}
	if got := root.Defs["source"].Properties["kind"].Enum; !slices.Equal(got, sources) {
		t.Errorf("source.kind: the schema says %v, the loader %v", got, sources)
	}
}
