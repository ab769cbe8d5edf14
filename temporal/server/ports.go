package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
)

// checkPorts fails with one line that names the port and its flag when another process listens there.
func checkPorts(o options) error {
	used := map[int]string{}
	for _, wanted := range []struct {
		flag string
		port int
	}{{"--port", o.port}, {"--ui-port", o.uiPort}, {"--metrics-port", o.metricsPort}} {
		if wanted.port == 0 {
			continue
		}
		if other, twice := used[wanted.port]; twice {
			return fmt.Errorf("%s and %s are both %d: give them different ports", other, wanted.flag, wanted.port)
		}
		used[wanted.port] = wanted.flag
		listener, err := net.Listen("tcp", at(wanted.port))
		if err != nil {
			return fmt.Errorf("port %d (%s) cannot be used: %w; stop what uses it or give another %s", wanted.port, wanted.flag, reason(err), wanted.flag)
		}
		_ = listener.Close()
	}
	return nil
}

// reason drops the operation and the address, which the message has named in words already.
func reason(err error) error {
	var call *os.SyscallError
	if errors.As(err, &call) {
		return call.Err
	}
	return err
}

// freePorts holds all listeners until it has enough, so that the same port never comes twice.
func freePorts(count int) ([]int, error) {
	var ports []int
	for range count {
		listener, err := net.Listen("tcp", at(0))
		if err != nil {
			return nil, fmt.Errorf("no free port on %s: %w", loopback, err)
		}
		defer func() { _ = listener.Close() }()
		ports = append(ports, listener.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}

func at(port int) string {
	return net.JoinHostPort(loopback, strconv.Itoa(port))
}
