package main

import (
	"context"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/whybounced/whybounced/site"
)

// widgetFile is a file that the widget fetches, under its own name and hash.
type widgetFile struct {
	name, ext string
	body      []byte
}

// path is where it lies: the name tells what is in it, so that it can be kept for ever.
func (f widgetFile) path() string {
	sum := sha512.Sum384(f.body)
	return "widget/" + f.name + "-" + hex.EncodeToString(sum[:8]) + f.ext
}

// integrity is its hash as browsers check it (Subresource Integrity, section 3.1).
func (f widgetFile) integrity() string {
	sum := sha512.Sum384(f.body)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

// widget makes widget.js and the files that it fetches, some of which are those of the site once more: pages elsewhere name
// them by what is in them, so they stay as they are when the site goes on. widget/versions.json tells the configurator
// what the script of today is called.
func (b builder) widget(ctx context.Context, files []site.File) ([]site.File, error) {
	shell, cards, err := site.WidgetStyles(os.DirFS(b.path("site")))
	if err != nil {
		return nil, err
	}
	root, err := goRoot(ctx)
	if err != nil {
		return nil, fmt.Errorf("go env GOROOT: %w", err)
	}
	options := widgetOptions{
		root:   b.root,
		runner: filepath.Join(root, "lib", "wasm", "wasm_exec.js"),
		styles: map[string]string{"styles:shell": shell, "styles:cards": cards},
	}
	var list []widgetFile
	for _, s := range []struct {
		name   string
		format api.Format
		own    bool // globals of its own
	}{
		{"cards", api.FormatESModule, false},
		{"worker", api.FormatIIFE, false},
		{"direct", api.FormatESModule, true},
		{"overlay", api.FormatESModule, false},
		{"compiler", api.FormatIIFE, false},
		{"compile", api.FormatESModule, true},
	} {
		body, err := options.bundle(s.name, s.format, s.own, nil)
		if err != nil {
			return nil, err
		}
		list = append(list, widgetFile{s.name, ".js", body})
	}
	for _, f := range []struct{ name, ext, from string }{{"engine", ".wasm", "decoder.wasm"}, {"table", ".bin", "table.bin"}, {"many", ".js", "many.js"}, {"tickets", ".js", "tickets.js"}, {"words", ".json", site.WordsFile}} {
		i := slices.IndexFunc(files, func(x site.File) bool { return x.Path == f.from })
		if i < 0 {
			return nil, fmt.Errorf("%s: missing", f.from)
		}
		list = append(list, widgetFile{f.name, f.ext, files[i].Body})
	}
	compiler, err := b.compiler(ctx)
	if err != nil {
		return nil, err
	}
	list = append(list, widgetFile{"overlay", ".wasm", compiler})
	var out []site.File
	names := map[string][2]string{}
	for _, f := range list {
		out = append(out, site.File{Path: f.path(), Body: f.body})
		name := f.name
		if _, taken := names[name]; taken {
			name += f.ext
		}
		names[name] = [2]string{filepath.Base(f.path()), f.integrity()}
	}
	manifest, err := json.Marshal(names)
	if err != nil {
		return nil, err
	}
	newest, err := options.bundle("widget", api.FormatESModule, false, map[string]string{"WIDGET_FILES": string(manifest), "WIDGET_ROOT": `"./"`})
	if err != nil {
		return nil, err
	}
	body, err := options.bundle("widget", api.FormatESModule, false, map[string]string{"WIDGET_FILES": string(manifest), "WIDGET_ROOT": `"../"`})
	if err != nil {
		return nil, err
	}
	fixed := widgetFile{"widget", ".js", body}
	versions, err := json.Marshal(map[string]string{"script": "/" + fixed.path(), "integrity": fixed.integrity()})
	if err != nil {
		return nil, err
	}
	return append(out, site.File{Path: "widget.js", Body: newest}, site.File{Path: fixed.path(), Body: body}, site.File{Path: "widget/versions.json", Body: versions}), nil
}

// compiler is the program that compiles an operator's own rules: all of the Go package, for the few who have such rules.
func (b builder) compiler(ctx context.Context) ([]byte, error) {
	dir, err := os.MkdirTemp("", "whybounced-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "overlay.wasm")
	if err := b.exec(ctx, wasmEnv, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", program, "./wasm/overlay"); err != nil {
		return nil, fmt.Errorf("overlay.wasm: %w", err)
	}
	body, err := os.ReadFile(program)
	if err != nil {
		return nil, err
	}
	if body, err = strip(body); err != nil {
		return nil, fmt.Errorf("overlay.wasm: %w", err)
	}
	return body, nil
}

// widgetOptions are what all scripts of the widget are bundled with.
type widgetOptions struct {
	root, runner string
	styles       map[string]string
}

// bundle makes one script of site/widget. What imports a style sheet gets its text. With globals of its own, a script leaves
// no trace in the page it runs in.
func (o widgetOptions) bundle(name string, format api.Format, ownGlobals bool, define map[string]string) ([]byte, error) {
	options := api.BuildOptions{
		AbsWorkingDir:     o.root,
		EntryPoints:       []string{"site/widget/" + name + ".js"},
		Bundle:            true,
		Format:            format,
		Platform:          api.PlatformBrowser,
		Target:            api.ES2022,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		LegalComments:     api.LegalCommentsNone,
		Charset:           api.CharsetUTF8,
		Alias:             map[string]string{"wasm_exec": o.runner},
		Define:            define,
		LogLevel:          api.LogLevelSilent,
		Plugins: []api.Plugin{{Name: "widget", Setup: func(build api.PluginBuild) {
			// What the site's scripts fetch from the site, the widget fetches by its hash.
			build.OnResolve(api.OnResolveOptions{Filter: `^\./decoding\.js$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
				return api.OnResolveResult{Path: filepath.Join(o.root, "site", "widget", "decoding.js")}, nil
			})
			build.OnResolve(api.OnResolveOptions{Filter: "^styles:"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
				return api.OnResolveResult{Path: args.Path, Namespace: "styles"}, nil
			})
			build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "styles"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
				text := o.styles[args.Path]
				return api.OnLoadResult{Contents: &text, Loader: api.LoaderText}, nil
			})
		}}},
	}
	if ownGlobals {
		options.Inject = []string{"site/widget/globals.js"}
		options.Define = map[string]string{"globalThis": "ownGlobals", "fs": "ownGlobals.fs"}
	}
	result := api.Build(options)
	var problems []error
	for _, m := range result.Errors {
		if m.Location == nil {
			problems = append(problems, errors.New(m.Text))
			continue
		}
		problems = append(problems, fmt.Errorf("%s:%d:%d: %s", m.Location.File, m.Location.Line, m.Location.Column+1, m.Text))
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	return result.OutputFiles[0].Contents, nil
}
