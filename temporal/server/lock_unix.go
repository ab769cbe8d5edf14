//go:build !windows

package main

import (
	"errors"
	"os"
	"syscall"
)

// lockFile holds a lock that the system drops by itself when this process dies, so none is ever stale.
func lockFile(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = file.Close()
		return nil, errors.New("another Temporal server holds its lock")
	}
	return file, nil
}

// alive reports whether a process exists; one that we may not signal exists too.
func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
