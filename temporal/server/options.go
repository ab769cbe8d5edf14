package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"sort"
	"strings"
	"time"

	"go.temporal.io/api/enums/v1"
)

const loopback = "127.0.0.1"

// options is the command line after checking; every field is usable as it is.
type options struct {
	port, uiPort, metricsPort int
	db                        string
	synchronous               string
	namespace                 string
	retention                 time.Duration
	searchAttributes          map[string]enums.IndexedValueType
	parentPid                 int
	watchStdin                bool
	logLevel                  string
}

func parseOptions(args []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("temporal-server", flag.ExitOnError)
	flags.IntVar(&o.port, "port", 7233, "port of the gRPC frontend, on 127.0.0.1")
	flags.IntVar(&o.uiPort, "ui-port", 0, "port of the web UI, 0 for none")
	flags.IntVar(&o.metricsPort, "metrics-port", 0, "port of the Prometheus metrics, 0 for none")
	flags.StringVar(&o.db, "db", "", "SQLite file; empty keeps everything in memory")
	flags.StringVar(&o.synchronous, "synchronous", "full",
		"full: a power cut loses nothing; normal: a killed process loses nothing, a power cut may lose the last moments")
	flags.StringVar(&o.namespace, "namespace", "default", "namespace to create, or to bring up to date")
	flags.DurationVar(&o.retention, "retention", 720*time.Hour, "how long closed workflows stay visible")
	attributes := flags.String("search-attributes", "", "Name=Type,… with the types Keyword, KeywordList, Text, Int, Double, Bool, Datetime")
	flags.IntVar(&o.parentPid, "parent-pid", 0, "stop when this process is gone, 0 for none")
	flags.BoolVar(&o.watchStdin, "watch-stdin", false, "stop when standard input closes")
	flags.StringVar(&o.logLevel, "log-level", "error", "debug, info, warn, error or off")
	version := flags.Bool("version", false, "print the versions and leave")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if *version {
		fmt.Println(versions())
		os.Exit(0)
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("unknown argument %q: run with --help for the flags", flags.Arg(0))
	}
	return o, o.complete(*attributes)
}

func (o *options) complete(attributes string) (err error) {
	if o.port <= 0 {
		return errors.New("--port must be a port number above 0")
	}
	if o.retention < time.Hour {
		return fmt.Errorf("--retention %v is below the minimum of Temporal: give 1h or more", o.retention)
	}
	if o.synchronous != "full" && o.synchronous != "normal" {
		return fmt.Errorf("--synchronous %q is unknown: give full or normal", o.synchronous)
	}
	switch o.logLevel {
	case "debug", "info", "warn", "error", "off":
	default:
		return fmt.Errorf("--log-level %q is unknown: give debug, info, warn, error or off", o.logLevel)
	}
	if o.db != "" {
		if o.db, err = filepath.Abs(o.db); err != nil {
			return fmt.Errorf("--db: %w", err)
		}
	}
	o.searchAttributes, err = parseSearchAttributes(attributes)
	return err
}

func parseSearchAttributes(text string) (map[string]enums.IndexedValueType, error) {
	attributes := map[string]enums.IndexedValueType{}
	for _, pair := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' }) {
		name, kind, found := strings.Cut(pair, "=")
		value, known := enums.IndexedValueType_shorthandValue[kind]
		if !found || name == "" || !known || value == 0 {
			return nil, fmt.Errorf("--search-attributes %q: write Name=Type with one of the types %s", pair, attributeTypes())
		}
		attributes[name] = enums.IndexedValueType(value)
	}
	return attributes, nil
}

func attributeTypes() string {
	var names []string
	for name, value := range enums.IndexedValueType_shorthandValue {
		if value != 0 {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return strings.Join(names, ", ")
}

// versions names what is inside, for messages and for checking that a build runs at all.
func versions() string {
	text := "temporal-server"
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "go.temporal.io/server" || strings.HasPrefix(module.Path, "github.com/temporalio/ui-server") {
			text += fmt.Sprintf(" %s@%s", module.Path, module.Version)
		}
	}
	return text
}
