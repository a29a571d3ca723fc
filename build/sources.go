package main

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/whybounced/whybounced"
)

// cited is an address in an article: Markdown's [text](address) and <address>.
var cited = regexp.MustCompile(`\]\((https?://[^)\s]+)\)|<(https?://[^>\s]+)>`)

// sources asks every page that rules and articles cite whether it still answers, and lists those that do not as Markdown. It
// needs the network and is no part of test: other people's servers must not decide about ours.
func (b builder) sources(ctx context.Context) error {
	where, err := b.citations()
	if err != nil {
		return err
	}
	client := &http.Client{Timeout: 30 * time.Second}
	dead := unanswered(ctx, client, slices.Sorted(maps.Keys(where)))
	for _, address := range slices.Sorted(maps.Keys(dead)) {
		fmt.Printf("- %s: %s. Cited in %s\n", address, dead[address], strings.Join(where[address], ", "))
	}
	fmt.Fprintf(b.log, "%d of %d sources do not answer\n", len(dead), len(where))
	return ctx.Err()
}

// citations are the addresses and the places that cite them.
func (b builder) citations() (map[string][]string, error) {
	data, err := os.ReadFile(b.path("rules.json"))
	if err != nil {
		return nil, err
	}
	rules, err := whybounced.LoadRules(data)
	if err != nil {
		return nil, err
	}
	where := map[string][]string{}
	add := func(address, place string) {
		address, _, _ = strings.Cut(address, "#")
		if strings.HasPrefix(address, "http") && !slices.Contains(where[address], place) {
			where[address] = append(where[address], place)
		}
	}
	for i := range rules.Errors {
		for k := range rules.Errors[i].Responses {
			add(rules.Errors[i].Responses[k].Source.URL, "rules.json: "+rules.Errors[i].Responses[k].ID)
		}
	}
	for _, list := range [][]whybounced.Code{rules.Replies, rules.Statuses} {
		for i := range list {
			add(list[i].Source.URL, "rules.json: "+list[i].Code)
		}
	}
	return where, filepath.WalkDir(b.path("content"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".md" {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		_, sources, _ := strings.Cut(string(text), "\n## Sources") // examples before it cite addresses that need not exist
		for _, m := range cited.FindAllStringSubmatch(sources, -1) {
			add(m[1]+m[2], "content/"+filepath.Base(filepath.Dir(name))+"/"+filepath.Base(name))
		}
		return nil
	})
}

// unanswered asks the hosts side by side and each host one address after the other.
func unanswered(ctx context.Context, client *http.Client, addresses []string) map[string]string {
	hosts := map[string][]string{}
	for _, a := range addresses {
		if u, err := url.Parse(a); err == nil {
			hosts[u.Host] = append(hosts[u.Host], a)
		}
	}
	var (
		mutex sync.Mutex
		wait  sync.WaitGroup
		dead  = map[string]string{}
		room  = make(chan struct{}, 16)
	)
	for _, list := range hosts {
		wait.Go(func() {
			room <- struct{}{}
			defer func() { <-room }()
			for _, a := range list {
				if why := ask(ctx, client, a); why != "" {
					mutex.Lock()
					dead[a] = why
					mutex.Unlock()
				}
			}
		})
	}
	wait.Wait()
	return dead
}

// ask returns why an address does not answer, or nothing. A page that is there and lets no program in is alive.
func ask(ctx context.Context, client *http.Client, address string) string {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return err.Error()
	}
	r.Header.Set("User-Agent", "whybounced source check")
	res, err := client.Do(r)
	if err != nil {
		return err.Error()
	}
	res.Body.Close()
	if res.StatusCode == http.StatusNotFound || res.StatusCode == http.StatusGone || res.StatusCode >= 500 {
		return res.Status
	}
	return ""
}
