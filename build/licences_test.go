package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/whybounced/whybounced/site"
)

// Whatever go.mod names that a program is built of has a licence that we know, and stands on the page with its text.
func TestLicences(t *testing.T) {
	root, err := findRoot()
	if err != nil {
		t.Fatal(err)
	}
	list, err := builder{root: root}.components(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	page := string(licencePage(list))
	tests := 0
	for _, c := range list {
		if c.licence == "NOASSERTION" || c.version == "" {
			t.Errorf("%s %s: licence %s", c.name, c.version, c.licence)
		}
		if !strings.Contains(page, "`"+c.name+"`") || !strings.Contains(page, strings.TrimSpace(c.text)) {
			t.Errorf("%s is not on the page", c.name)
		}
		if strings.HasPrefix(c.purl, "pkg:npm/") {
			tests++
		}
		for _, copyleft := range []string{"GPL", "MPL"} {
			if c.text != "" && strings.Contains(c.licence, copyleft) {
				t.Errorf("%s is under %s: does what we ship fulfil it?", c.name, c.licence)
			}
		}
	}
	if tests == 0 {
		t.Error("nothing from npm")
	}
	manifest, err := os.ReadFile(builder{root: root}.path("go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	direct, _, _ := strings.Cut(string(manifest), ")\n")
	for line := range strings.Lines(direct) {
		if name, _, ok := strings.Cut(strings.TrimPrefix(line, "\t"), " v"); ok && strings.HasPrefix(line, "\t") && !strings.Contains(page, "`"+name+"`") {
			t.Errorf("go.mod requires %s, which is not on the page", name)
		}
	}
}

func TestBillOfMaterials(t *testing.T) {
	list := []component{{name: "example.com/a", version: "v1.0.0", purl: "pkg:golang/example.com/a@v1.0.0", licence: "MIT", text: "…", uses: []string{"the page"}}}
	files, err := supply(list, []site.File{{Path: "decoder.js", Body: []byte("1")}, {Path: "index.html", Body: []byte("2")}})
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]string{}
	for _, f := range files {
		byName[f.Path] = string(f.Body)
	}
	var bom struct {
		BOMFormat  string
		Components []struct {
			Name, PURL string
			Hashes     []struct{ Content string }
		}
	}
	if err := json.Unmarshal([]byte(byName["sbom.cdx.json"]), &bom); err != nil {
		t.Fatal(err)
	}
	if bom.BOMFormat != "CycloneDX" || len(bom.Components) != 2 || bom.Components[0].PURL != list[0].purl ||
		bom.Components[1].Hashes[0].Content != "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b" {
		t.Errorf("%s", byName["sbom.cdx.json"])
	}
	if !strings.Contains(byName["integrity.json"], `"/decoder.js": "sha384-R/BdNnsMMuQ4+2Pmz0pfNcKqL5DcdUP4pBoPlc6KQKMTq1zzYTSiBoxMlpy1Dbd2"`) {
		t.Errorf("%s", byName["integrity.json"])
	}
}
