package main

import (
	"io"
	"os"
	"sync"
	"time"
)

const parentCheck = 500 * time.Millisecond

// parentGone is closed when the process that wanted this server has died, however it died.
//
// Two signs are watched because each misses a case: standard input stays open when a third process inherited
// it, and a process id stays in use while nobody has collected the dead process.
func parentGone(o options) <-chan struct{} {
	gone := make(chan struct{})
	var once sync.Once
	report := func() { once.Do(func() { close(gone) }) }
	if o.watchStdin {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			report()
		}()
	}
	if o.parentPid > 0 {
		go func() {
			direct := os.Getppid() == o.parentPid
			for alive(o.parentPid) && (!direct || os.Getppid() == o.parentPid) {
				time.Sleep(parentCheck)
			}
			report()
		}()
	}
	return gone
}
