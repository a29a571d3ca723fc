package main

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"

	"github.com/whybounced/whybounced"
)

// ruleTypes are the structs of a rule set as TypeScript, by the names that their JSON has.
func ruleTypes() []byte {
	var out bytes.Buffer
	out.WriteString("// The shape of rules.json; rules.schema.json says what each field holds.\n")
	waiting := []reflect.Type{reflect.TypeFor[whybounced.RuleSet]()}
	for known := map[reflect.Type]bool{waiting[0]: true}; len(waiting) > 0; waiting = waiting[1:] {
		fmt.Fprintf(&out, "\nexport interface %s {\n", typeName(waiting[0]))
		for f := range waiting[0].Fields() {
			name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
			if strings.HasPrefix(name, "$") {
				name = fmt.Sprintf("%q", name)
			}
			if option == "omitempty" {
				name += "?"
			}
			typ := f.Type
			for typ.Kind() == reflect.Slice {
				typ = typ.Elem()
			}
			if typ.Kind() == reflect.Struct && !known[typ] {
				known[typ] = true
				waiting = append(waiting, typ)
			}
			fmt.Fprintf(&out, "  %s: %s;\n", name, typeScript(f.Type))
		}
		out.WriteString("}\n")
	}
	return out.Bytes()
}

func typeScript(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		return typeScript(t.Elem()) + "[]"
	case reflect.Map:
		return "Record<string, " + typeScript(t.Elem()) + ">"
	case reflect.Struct:
		return typeName(t)
	case reflect.Int:
		return "number"
	}
	return "string"
}

// typeName is a struct's own name, but for one that JavaScript has already.
func typeName(t reflect.Type) string {
	if t.Name() == "Error" {
		return "RuleError"
	}
	return t.Name()
}
