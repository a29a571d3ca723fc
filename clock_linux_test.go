package whybounced

import (
	"syscall"
	"time"
	"unsafe"
)

// processorTime is what this thread has used. It does not go on while other programs have the processor.
func processorTime() time.Duration {
	const threadClock = 3 // CLOCK_THREAD_CPUTIME_ID, which is exact; the times of getrusage are as of the last tick
	var t syscall.Timespec
	if _, _, err := syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, threadClock, uintptr(unsafe.Pointer(&t)), 0); err != 0 {
		panic(err)
	}
	return time.Duration(t.Nano())
}
