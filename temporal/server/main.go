// Command temporal-server runs a whole Temporal server with its web UI in one process, on one SQLite file.
//
// It exists because Dunwell needs a server with native time skipping on a machine where nothing was installed,
// and because that server must come back from a kill -9 with every workflow on its file.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

const stopLimit = 20 * time.Second

func main() {
	options, err := parseOptions(os.Args[1:])
	if err == nil {
		err = run(options)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "temporal-server:", err)
		os.Exit(1)
	}
}

func run(options options) error {
	// Checked before anything is created: a taken port must not leave a half made database behind.
	if err := checkPorts(options); err != nil {
		return err
	}
	store, err := openStore(options)
	if err != nil {
		return err
	}
	defer store.close()
	if err := prepareNamespace(store.sql, options); err != nil {
		return err
	}
	// Signals are caught before the start, so that a stop during the start is clean too.
	stop := stopRequests(options)
	running, err := startServer(options, store.sql)
	if err != nil {
		return err
	}
	if err := running.waitUntilServing(context.Background()); err != nil {
		running.stop()
		return err
	}
	if err := json.NewEncoder(os.Stdout).Encode(running.ready()); err != nil {
		fmt.Fprintln(os.Stderr, "temporal-server: nobody reads the ready line:", err)
	}
	<-stop
	go exitWhenStoppingHangs()
	running.stop()
	return nil
}

// stopRequests yields once when the server has to stop: by signal, or because who started it is gone.
// A second signal ends the process at once.
func stopRequests(options options) <-chan struct{} {
	requested := make(chan struct{})
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	gone := parentGone(options)
	go func() {
		select {
		case <-signals:
		case <-gone:
		}
		close(requested)
		<-signals
		os.Exit(130)
	}()
	return requested
}

// exitWhenStoppingHangs is safe because every acknowledged write is on the file already.
func exitWhenStoppingHangs() {
	time.Sleep(stopLimit)
	fmt.Fprintln(os.Stderr, "temporal-server: stopping took too long, leaving now")
	os.Exit(1)
}
