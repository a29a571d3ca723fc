package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/whybounced/whybounced/site"
)

// What the Worker may cost. The platform's limits are 3 MB under gzip for a free plan, and 128 MB of memory an isolate.
const (
	workerLimit       = 3_000_000 // all modules, gzip
	workerMemoryLimit = 64 << 20  // of the Go program; an isolate may have 128
	workerCPULimit    = 4 * time.Millisecond
	workerRateLimit   = 400 // decodes a second
	workerClients     = 50
	workerRequests    = 20_000
	workerBad         = 10_000
)

// testWorker deploys the Worker to workerd on this machine, as the platform would run it, and asks it everything that the
// handlers are asked natively; then many bad requests, and many good ones.
func (b builder) testWorker(ctx context.Context, files []site.File) error {
	if err := b.installPackages(ctx, "worker"); err != nil {
		return err
	}
	edge, err := b.edge(ctx, tableOf(files))
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "whybounced-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	dist := filepath.Join(dir, "dist")
	if err := writeFiles(dist, append(edge, files...)); err != nil {
		return err
	}
	if err := checkWorkerSize(edge, b.log); err != nil {
		return err
	}
	if err := b.dryRun(ctx, dir, dist); err != nil {
		return err
	}
	w, err := b.startWorker(ctx, dist)
	if err != nil {
		return err
	}
	defer w.stop()
	if err := b.exec(ctx, nil, "go", "test", "./internal/api", "-count=1", "-args", "-worker="+w.url); err != nil {
		return err
	}
	return errors.Join(w.mail(ctx), w.bad(ctx), w.patience(ctx), w.load(ctx, b.log))
}

func checkWorkerSize(edge []site.File, log io.Writer) error {
	total := 0
	for _, f := range edge {
		if strings.HasPrefix(f.Path, "edge/") {
			total += gzipSize(f.Body)
		}
	}
	fmt.Fprintf(log, "    worker: %d bytes under gzip of %d\n", total, workerLimit)
	if total > workerLimit {
		return fmt.Errorf("the Worker is %d bytes under gzip, the limit is %d", total, workerLimit)
	}
	return nil
}

// dryRun lets wrangler read its own configuration, which nobody else understands fully, up to the upload.
func (b builder) dryRun(ctx context.Context, dir, dist string) error {
	config, err := os.ReadFile(b.path("wasm", "edge", "wrangler.jsonc"))
	if err != nil {
		return err
	}
	config = bytes.ReplaceAll(config, []byte("../../dist"), []byte(filepath.ToSlash(dist)))
	name := filepath.Join(dir, "wrangler.jsonc")
	if err := os.WriteFile(name, config, 0o600); err != nil {
		return err
	}
	offline := []string{"WRANGLER_SEND_METRICS=false", "CLOUDFLARE_CF_FETCH_ENABLED=false", "CI=1", "NO_COLOR=1", "WRANGLER_LOG_PATH=" + dir}
	return b.exec(ctx, offline, "node", b.path("build", "worker", "node_modules", "wrangler", "bin", "wrangler.js"),
		"deploy", "--dry-run", "--config", name, "--outdir", filepath.Join(dir, "out"))
}

// workerd is a running Worker.
type workerd struct {
	url    string
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Scanner
	client *http.Client
	fresh  *http.Client // opens a connection for each request
}

func (b builder) startWorker(ctx context.Context, dist string) (*workerd, error) {
	cmd := exec.CommandContext(ctx, "node", "serve.mjs", dist)
	cmd.Dir = b.path("build", "worker")
	cmd.Env = append(os.Environ(), "NODE_NO_WARNINGS=1")
	var complaints bytes.Buffer // workerd reports every client that hangs up; of interest only where it does not start
	cmd.Stderr = &complaints
	cmd.WaitDelay = 10 * time.Second
	in, inErr := cmd.StdinPipe()
	out, outErr := cmd.StdoutPipe()
	if err := errors.Join(inErr, outErr, cmd.Start()); err != nil {
		return nil, err
	}
	client := func(transport *http.Transport) *http.Client {
		return &http.Client{
			Timeout:       30 * time.Second,
			Transport:     transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	w := &workerd{
		cmd: cmd, in: in, out: bufio.NewScanner(out),
		client: client(&http.Transport{MaxIdleConnsPerHost: workerClients}),
		fresh:  client(&http.Transport{DisableKeepAlives: true}),
	}
	if !w.out.Scan() {
		return nil, fmt.Errorf("workerd did not start: %w\n%s", cmd.Wait(), complaints.Bytes())
	}
	w.url = strings.TrimRight(w.out.Text(), "/")
	return w, nil
}

func (w *workerd) stop() {
	_ = w.in.Close()
	time.AfterFunc(10*time.Second, func() { _ = w.cmd.Process.Kill() })
	_ = w.cmd.Wait()
}

// held is what the Go program in the isolate keeps: bytes of its memory, which never shrinks, and JavaScript values.
type held struct{ Memory, Values int }

func (w *workerd) held(ctx context.Context) (h held, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, w.url+"/api/held", nil)
	if err != nil {
		return h, err
	}
	res, err := w.client.Do(r)
	if err != nil {
		return h, err
	}
	defer res.Body.Close()
	return h, json.NewDecoder(res.Body).Decode(&h)
}

// many sends n requests from 50 clients at once; the request of a number is always the same.
func (w *workerd) many(ctx context.Context, n int, request func(i int) (*http.Request, error), check func(*http.Response) error) error {
	var (
		next  atomic.Int64
		wait  sync.WaitGroup
		mutex sync.Mutex
		first error
		wrong int
	)
	for range workerClients {
		wait.Go(func() {
			for i := next.Add(1); i <= int64(n) && ctx.Err() == nil; i = next.Add(1) {
				err := w.one(ctx, int(i), request, check)
				if err == nil {
					continue
				}
				mutex.Lock()
				wrong++
				if first == nil {
					first = err
				}
				mutex.Unlock()
			}
		})
	}
	wait.Wait()
	if first != nil {
		return fmt.Errorf("%d of %d requests went wrong; the first: %w", wrong, n, first)
	}
	return ctx.Err()
}

func (w *workerd) one(ctx context.Context, i int, request func(int) (*http.Request, error), check func(*http.Response) error) error {
	r, err := request(i)
	if err != nil {
		return nil //nolint:nilerr // no client can send it
	}
	res, err := w.client.Do(r.WithContext(ctx))
	if err != nil { // a server may hang up on a connection whose last request it refused unread (RFC 9112 section 9.6), and on several; not on a new one
		if r, err = request(i); err != nil {
			return err
		}
		if res, err = w.fresh.Do(r.WithContext(ctx)); err != nil {
			return err
		}
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return err
	}
	return check(res)
}

// mail sends the Worker a forwarded bounce, which it has to answer, and one of a list, which it must not.
func (w *workerd) mail(ctx context.Context) error {
	const text = "Authentication-Results: mx.cloudflare.net; dmarc=pass header.from=example.com\r\nFrom: Ann <ann@example.com>\r\nTo: decode@example.org\r\n" +
		"Subject: Fwd: Undelivered\r\nMessage-ID: <1@example.com>\r\n\r\n<bob@example.net>: host mx.example.net[192.0.2.25] said: 550 5.1.1 User unknown\r\n"
	for _, test := range []struct {
		text     string
		answered bool
	}{{"List-Id: <news.example.com>\r\n" + text, false}, {text, true}} {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, w.url+"/cdn-cgi/handler/email?from=ann@example.com&to=decode@example.org", strings.NewReader(test.text))
		if err != nil {
			return err
		}
		res, err := w.client.Do(r)
		if err != nil {
			return err
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK {
			return fmt.Errorf("mail: %s: %s", res.Status, body)
		}
		if !test.answered {
			continue // an answer to it would be the next line that is read, and not the right one
		}
		if !w.out.Scan() {
			return errors.New("mail: workerd stopped")
		}
		reply, err := os.ReadFile(w.out.Text())
		if err != nil {
			return fmt.Errorf("mail: %w", err)
		}
		for _, want := range []string{"In-Reply-To: <1@example.com>", "Auto-Submitted: auto-replied", "RETURN TO SENDER", "https://example.org/e/no-such-user/"} {
			if !bytes.Contains(reply, []byte(want)) {
				return fmt.Errorf("mail: no %q in the reply:\n%s", want, reply)
			}
		}
	}
	return nil
}

// patience opens requests whose bodies never come, and wants others answered meanwhile.
func (w *workerd) patience(ctx context.Context) error {
	address := strings.TrimPrefix(w.url, "http://")
	for range 4 * workerClients {
		c, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
		if err != nil {
			return err
		}
		defer c.Close()
		if _, err := io.WriteString(c, "POST /api/v1/decode HTTP/1.1\r\nHost: example.org\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n550"); err != nil {
			return err
		}
	}
	start := time.Now()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, w.url+"/healthz", http.NoBody)
	if err != nil {
		return err
	}
	res, err := w.client.Do(r)
	if err != nil {
		return fmt.Errorf("slow clients keep others waiting: %w", err)
	}
	res.Body.Close()
	if took := time.Since(start); res.StatusCode != http.StatusOK || took > 5*time.Second {
		return fmt.Errorf("%s after %v while slow clients wait", res.Status, took)
	}
	return nil
}

// bad sends what nobody should: twisted paths, headers and bodies. The answer may refuse, but has to be one.
func (w *workerd) bad(ctx context.Context) error {
	return w.many(ctx, workerBad, func(i int) (*http.Request, error) { return badRequest(rand.New(rand.NewPCG(uint64(i), 7)), w.url) }, func(res *http.Response) error {
		if res.StatusCode >= 500 && res.StatusCode != http.StatusNotImplemented {
			return fmt.Errorf("%s %s: %s", res.Request.Method, res.Request.URL, res.Status)
		}
		return nil
	})
}

func badRequest(random *rand.Rand, origin string) (*http.Request, error) {
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	noise := func(n int) string {
		b := make([]byte, random.IntN(n))
		for i := range b {
			b[i] = byte(random.IntN(256))
		}
		return string(b)
	}
	path := pick("/api/v1/decode", "/api/v1/explain/", "/api/v1/rules/", "/go/", "/oembed?url=", "/api/", "/healthz")
	for range random.IntN(4) {
		path += pick("%00", "%2e%2e%2f", "..", "/", "%zz", "%", "?", "&", "5.7.26", "x", "550", "%f0%9f%92%a9", "%ff", "+", "http://[::1", strings.Repeat("a", random.IntN(3000)))
	}
	r, err := http.NewRequest(pick("GET", "POST", "HEAD", "PUT", "OPTIONS", "DELETE", "PATCH"), origin+path, strings.NewReader(noise(4000)))
	if err != nil {
		return nil, err
	}
	clean := func(s string) string { // what a client library refuses to send says nothing of the server
		return strings.Map(func(c rune) rune {
			if c < ' ' || c > '~' {
				return -1
			}
			return c
		}, s)
	}
	r.Header.Set("Content-Type", pick("text/plain", "application/json", "application/x-www-form-urlencoded", "text/plain; charset=\"", "multipart/form-data; boundary=", "/", ";;;", clean(noise(60))))
	r.Header.Set("Accept", pick("*/*", "text/html", "text/*;q=x", ",,,", "text/plain;q=1e999", clean(noise(60))))
	r.Header.Set("If-None-Match", pick("", "*", "\"", "W/", clean(noise(30))))
	if random.IntN(8) == 0 {
		r.Header.Set("Content-Encoding", pick("gzip", "br", "identity", "x"))
	}
	return r, nil
}

// load is a busy hour in half a minute. Processor time is gated, which a busy machine changes little, and the rate with room.
func (w *workerd) load(ctx context.Context, log io.Writer) error {
	request := func(i int) (*http.Request, error) {
		body := "550 5.7.26 Unauthenticated email from host" + strconv.Itoa(i) + ".example.com is not accepted due to domain's DMARC policy."
		r, err := http.NewRequest(http.MethodPost, w.url+"/api/v1/decode", strings.NewReader(body))
		if err == nil {
			r.Header.Set("Content-Type", "text/plain")
		}
		return r, err
	}
	check := func(res *http.Response) error {
		if res.StatusCode != http.StatusOK {
			return errors.New(res.Status)
		}
		return nil
	}
	process, err := childOf(w.cmd.Process.Pid)
	if err != nil {
		return err
	}
	if err := w.many(ctx, workerRequests/10, request, check); err != nil { // warm
		return err
	}
	before, err := w.held(ctx)
	if err != nil {
		return err
	}
	start, cpu := time.Now(), processorTime(process)
	if err := w.many(ctx, workerRequests, request, check); err != nil {
		return err
	}
	took, used := time.Since(start), (processorTime(process)-cpu)/workerRequests
	after, err := w.held(ctx)
	if err != nil {
		return err
	}
	rate := float64(workerRequests) / took.Seconds()
	fmt.Fprintf(log, "    worker: %.0f decodes a second at %d clients, %.1f ms of processor time each, %.1f MB and %d values held before, %.1f MB and %d after %d\n",
		rate, workerClients, used.Seconds()*1000, float64(before.Memory)/1e6, before.Values, float64(after.Memory)/1e6, after.Values, workerRequests)
	var problems []error
	if busy := otherLoad(); rate < workerRateLimit && busy > 1 {
		fmt.Fprintf(log, "    worker: the rate says nothing here, %.1f other programs wait for the processor; its time is gated alone\n", busy)
	} else if rate < workerRateLimit {
		problems = append(problems, fmt.Errorf("%.0f decodes a second, wanted are %d", rate, workerRateLimit))
	}
	if used > workerCPULimit {
		problems = append(problems, fmt.Errorf("%v of processor time a request, the limit is %v", used, workerCPULimit))
	}
	if after.Memory > workerMemoryLimit || after.Values > before.Values+workerRequests/10 {
		problems = append(problems, fmt.Errorf("%+v held after %d requests, %+v before them: memory is not flat", after, workerRequests, before))
	}
	return errors.Join(problems...)
}
