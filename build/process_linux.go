package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// childOf is workerd below the Node.js program that started it.
func childOf(pid int) (int, error) {
	lists, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	if err != nil {
		return 0, err
	}
	for _, list := range lists {
		data, err := os.ReadFile(list)
		if err != nil {
			continue
		}
		for _, word := range strings.Fields(string(data)) {
			name, _ := os.ReadFile("/proc/" + word + "/comm")
			if strings.TrimSpace(string(name)) == "workerd" {
				return strconv.Atoi(word)
			}
		}
	}
	return 0, fmt.Errorf("workerd is not among the children of process %d", pid)
}

// processorTime is what a process has used: what its threads that are still there have (schedstat, in nanoseconds) where the kernel
// counts that, otherwise proc(5)'s fields 14 and 15, in hundredths of a second.
func processorTime(pid int) time.Duration {
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	var threads time.Duration
	for _, list := range lists {
		data, _ := os.ReadFile(list)
		if ran, _, ok := strings.Cut(string(data), " "); ok {
			ns, _ := strconv.ParseInt(ran, 10, 64)
			threads += time.Duration(ns)
		}
	}
	return cmp.Or(threads, processTicks(pid))
}

func processTicks(pid int) time.Duration {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(data[strings.LastIndexByte(string(data), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// otherLoad is how many programs more than the machine has cores for have wanted to run in the last minute (proc(5), loadavg).
// The test itself keeps a machine of two cores busy, so one more than that is counted as its own.
func otherLoad() float64 {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0
	}
	load, _ := strconv.ParseFloat(strings.Fields(string(data))[0], 64)
	return load - float64(runtime.NumCPU()) - 1
}
