//go:build !linux

package whybounced

import "time"

var begin = time.Now()

// processorTime is the time that has passed, where the system does not tell what a thread has used.
func processorTime() time.Duration { return time.Since(begin) }
