package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// The tests that a mutant has to get past: first those that take a second, then all but those that measure time or memory,
// start the go command, or decode megabytes.
const (
	mutantQuick = "^(TestDecode|TestRules|TestOfficialLists|TestLanguages|TestMailbox|TestLog|TestEvents|TestMixedLog|TestUTF16|TestExtract|TestStatusMatches|TestTheSpecificWins|TestNormalize|TestPlain|TestStamps)$"
	mutantAll   = "^(Test|Fuzz)"
	mutantSkip  = nativeOnly + "|Hostile|SlowInputs|Bench|Broken(Rules|Overlays)|RulesLint|RulesAreCanonical|Schema|Exported|DocumentationLists|StopReading|LongMessage|FuzzDecodeReader"
)

// leastKilled is how many of a hundred mutants, of those that change what the engine does, the tests have to notice.
const leastKilled = 90

// mutate changes the engine at n random places, one at a time, and says which changes no test notices. All of them are
// compiled into one program, where a switch turns on one: that takes a second a mutant rather than half a minute.
func (b builder) mutate(ctx context.Context, n int, seed uint64) error {
	p, err := readMutable(b.path("internal", "engine"))
	if err != nil {
		return err
	}
	same, err := b.equivalentMutants()
	if err != nil {
		return err
	}
	wanted, err := regexp.Compile(b.only)
	if err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(seed, 0))
	open := slices.Clone(p.mutants)
	random.Shuffle(len(open), func(i, k int) { open[i], open[k] = open[k], open[i] })
	open = slices.DeleteFunc(open, func(m *mutant) bool { return same[m.name()] != "" || !wanted.MatchString(m.String()) })
	chosen := open[:min(n, len(open))]
	if len(chosen) == 0 {
		return errors.New("there is no such mutant")
	}
	fmt.Fprintf(b.log, "%d mutants, %d judged to change nothing; %d chosen with seed %d\n", len(p.mutants), len(same), len(chosen), seed)

	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	programs, err := b.compileMutants(ctx, p, chosen, dir)
	if err != nil {
		return err
	}
	runs := []mutantRun{{programs[0], b.path(), mutantQuick}, {programs[1], b.path("internal", "engine"), mutantAll}, {programs[0], b.path(), mutantAll}}
	limits := make([]time.Duration, len(runs))
	for i, r := range runs {
		start := time.Now()
		if out, err := r.with(ctx, 0, "redact.go", 10*time.Minute); err != nil {
			return fmt.Errorf("the tests fail without a mutant: %w\n%s", err, out)
		}
		limits[i] = 10*time.Second + 5*time.Since(start)
	}
	var lived []*mutant
	for i, m := range chosen {
		killed := false
		for k, r := range runs {
			if _, err := r.with(ctx, i+1, m.file, limits[k]); ctx.Err() != nil {
				return ctx.Err()
			} else if err != nil {
				killed = true
				break
			}
		}
		if !killed {
			lived = append(lived, m)
			fmt.Fprintf(b.log, "%4d lives: %s\n", i+1, m)
		}
	}
	slices.SortFunc(lived, func(a, b *mutant) int { return cmp.Or(cmp.Compare(a.file, b.file), a.line-b.line) })
	fmt.Printf("# %d of %d mutants were noticed, %.1f %%, seed %d. The others, as lines for %s:\n", len(chosen)-len(lived), len(chosen), 100*float64(len(chosen)-len(lived))/float64(len(chosen)), seed, equivalentFile)
	for _, m := range lived {
		fmt.Printf("%s\t# line %d\n", m.name(), m.line)
	}
	if 100*(len(chosen)-len(lived)) < leastKilled*len(chosen) {
		return fmt.Errorf("fewer than %d in a hundred mutants were noticed", leastKilled)
	}
	return nil
}

// compileMutants makes the test programs of the root package and of the engine, with the mutants in them.
func (b builder) compileMutants(ctx context.Context, p *mutable, chosen []*mutant, dir string) ([]string, error) {
	sources, err := p.write(chosen)
	if err != nil {
		return nil, err
	}
	sources[b.path("internal", "engine", "mutant_switch.go")] = []byte(mutantSwitch)
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for name, text := range sources {
		file := filepath.Join(dir, filepath.Base(name))
		if err := os.WriteFile(file, text, 0o644); err != nil {
			return nil, err
		}
		overlay.Replace[name] = file
	}
	data, err := json.Marshal(overlay)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		return nil, err
	}
	var programs []string
	for _, pkg := range []string{".", "./internal/engine"} {
		program := filepath.Join(dir, "program"+fmt.Sprint(len(programs)))
		if err := b.exec(ctx, nil, "go", "test", "-c", "-vet=off", "-overlay="+file, "-o", program, pkg); err != nil {
			return nil, err
		}
		programs = append(programs, program)
	}
	return programs, nil
}

// mutantRun is a test program, where it runs, and its tests.
type mutantRun struct{ program, dir, tests string }

// with runs the tests with a mutant of a file; 0 is none. The error is that of the tests, or that they take too long.
func (r mutantRun) with(ctx context.Context, id int, file string, limit time.Duration) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	skip := mutantSkip
	if !strings.HasPrefix(file, "redact") {
		skip += "|Redact" // seconds, and nothing else is asked there
	}
	cmd := exec.CommandContext(ctx, r.program, "-test.failfast", "-test.run="+r.tests, "-test.skip="+skip)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), fmt.Sprint("WHYBOUNCED_MUTANT=", id), "GOTRACEBACK=none")
	return cmd.CombinedOutput()
}

const equivalentFile = "build/equivalent.txt"

// equivalentMutants are those that were judged to change nothing that the engine promises, with the reason.
func (b builder) equivalentMutants() (map[string]string, error) {
	f, err := os.Open(b.path(filepath.FromSlash(equivalentFile)))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[string]string{}
	var bad []error
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 5 || fields[4] == "" || strings.HasPrefix(fields[4], "#") {
			bad = append(bad, fmt.Errorf("%s:%d: not file, function, code, changed code, and the reason, with tabs between", equivalentFile, n))
			continue
		}
		out[strings.Join(fields[:4], "\t")] = fields[4]
	}
	return out, errors.Join(append(bad, lines.Err())...)
}
