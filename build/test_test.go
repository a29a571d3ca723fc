package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Steps that run at the same time wait for each other here, so that they cannot run one after the other; what they write is shown in their order.
func TestStepsBesideEachOther(t *testing.T) {
	var log bytes.Buffer
	first, second := make(chan bool), make(chan bool)
	failed := builder{log: &log}.runSteps(t.Context(), []step{
		{name: "first", run: func(b builder, _ context.Context) error {
			second <- true
			<-first
			fmt.Fprintln(b.log, "said by the first")
			return errors.New("broken")
		}},
		{name: "second", run: func(b builder, _ context.Context) error {
			<-second
			fmt.Fprintln(b.log, "said by the second")
			first <- true
			return nil
		}},
	})
	if !slices.Equal(failed, []string{"first"}) {
		t.Errorf("failed: %v", failed)
	}
	at := 0
	for _, words := range []string{"-- first", "-- second", "said by the first", "FAIL first", "broken", "said by the second", "ok second"} {
		next := strings.Index(log.String()[at:], words)
		if next < 0 {
			t.Fatalf("no %q in its place:\n%s", words, log.String())
		}
		at += next
	}
}
