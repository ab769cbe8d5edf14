package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"time"

	uiserver "github.com/temporalio/ui-server/v2/server"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/temporal"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	health "google.golang.org/grpc/health/grpc_health_v1"
)

const (
	readyLimit      = 60 * time.Second
	frontendService = "temporal.api.workflowservice.v1.WorkflowService"
)

// serving is a started server; stop must be called before the process leaves.
type serving struct {
	options options
	server  temporal.Server
	ui      *uiserver.Server
}

// readyLine is what whoever started the server waits for on its standard output.
type readyLine struct {
	Ready   bool   `json:"ready"`
	Address string `json:"address"`
	UI      string `json:"ui,omitempty"`
	Metrics string `json:"metrics,omitempty"`
	PID     int    `json:"pid"`
}

func startServer(o options, settings *config.SQL) (*serving, error) {
	server, err := newServer(o, settings)
	if err != nil {
		return nil, fmt.Errorf("cannot set the server up: %w", err)
	}
	if err := server.Start(); err != nil {
		return nil, fmt.Errorf("cannot start the server: %w", err)
	}
	s := &serving{options: o, server: server}
	if o.uiPort > 0 {
		s.ui = newUI(o)
		go func() {
			if err := s.ui.Start(); err != nil {
				fmt.Fprintln(os.Stderr, "temporal-server: the web UI stopped:", err)
			}
		}()
	}
	return s, nil
}

// waitUntilServing returns once the frontend answers and the UI delivers its first page.
func (s *serving) waitUntilServing(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyLimit)
	defer cancel()
	connection, err := grpc.NewClient(at(s.options.port), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer func() { _ = connection.Close() }()
	request := &health.HealthCheckRequest{Service: frontendService}
	err = retry(ctx, func() error {
		answer, err := health.NewHealthClient(connection).Check(ctx, request)
		if err == nil && answer.GetStatus() != health.HealthCheckResponse_SERVING {
			err = fmt.Errorf("the frontend says %v", answer.GetStatus())
		}
		return err
	})
	if err != nil || s.ui == nil {
		return err
	}
	return retry(ctx, func() error {
		answer, err := http.Get("http://" + at(s.options.uiPort) + "/healthz")
		if err == nil {
			_ = answer.Body.Close()
		}
		return err
	})
}

func retry(ctx context.Context, check func() error) error {
	for {
		err := check()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("not serving after %v: %w", readyLimit, err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (s *serving) ready() readyLine {
	line := readyLine{Ready: true, Address: at(s.options.port), PID: os.Getpid()}
	if s.ui != nil {
		line.UI = "http://" + at(s.options.uiPort)
	}
	if s.options.metricsPort > 0 {
		line.Metrics = "http://" + at(s.options.metricsPort) + "/metrics"
	}
	return line
}

// stop ends the UI first: it must not show errors of a server that is leaving.
func (s *serving) stop() {
	if s.ui != nil {
		s.ui.Stop()
	}
	if err := s.server.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, "temporal-server: while stopping:", err)
	}
}
