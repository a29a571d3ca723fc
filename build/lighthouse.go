package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"time"

	"github.com/whybounced/whybounced/site"
)

// testLighthouse lets Lighthouse judge one page of each important kind as a telephone sees it. build/lighthouse/run.mjs says what is wanted;
// the reports are written to dist-reports/lighthouse/
func (b builder) testLighthouse(ctx context.Context, files []site.File) error {
	chromium, err := b.findChromium(ctx)
	if err != nil {
		return err
	}
	if err := b.installPackages(ctx, "lighthouse"); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return err
	}
	web := &http.Server{Handler: pressing(newServer(files)), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = web.Serve(listener) }()
	defer web.Close()

	reports := b.path("dist-reports", "lighthouse")
	if err := os.MkdirAll(reports, 0o755); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "node", "run.mjs", reports)
	cmd.Dir = b.path("build", "lighthouse")
	cmd.Env = append(os.Environ(), "SITE=http://"+listener.Addr().String(), "CHROMIUM="+chromium, "NODE_NO_WARNINGS=1")
	cmd.Stdout, cmd.Stderr = b.log, b.log
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("lighthouse: %w; the reports are in %s", err, reports)
	}
	return nil
}
