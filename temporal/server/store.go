package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/persistence/sql/sqlplugin"
	sqliteplugin "go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	"go.temporal.io/server/schema/sqlite"
)

// store is the database of the server: locked for this process, with its schema, ready to be served.
type store struct {
	sql  *config.SQL
	file string
	lock *os.File
}

func openStore(o options) (*store, error) {
	settings := &config.SQL{PluginName: sqliteplugin.PluginName}
	if o.db == "" {
		settings.ConnectAttributes = map[string]string{"mode": "memory", "cache": "shared"}
		settings.DatabaseName = fmt.Sprintf("temporal-%d", os.Getpid())
		return &store{sql: settings}, nil
	}
	// Write-ahead log: what was committed survives a killed process whatever `synchronous` says.
	settings.ConnectAttributes = map[string]string{
		"mode": "rwc", "journal_mode": "wal", "synchronous": o.synchronous, "busy_timeout": "10000",
	}
	settings.DatabaseName = uriPath(o.db)
	if err := checkFile(o.db); err != nil {
		return nil, err
	}
	lock, err := lockFile(o.db + ".lock")
	if err != nil {
		return nil, fmt.Errorf("%s is in use: %w; stop the other server or give another --db", o.db, err)
	}
	if err := createSchema(o.db); err != nil {
		_ = lock.Close()
		return nil, fmt.Errorf("cannot use the database %s: %w; put a backup back, or move the file away to begin anew", o.db, err)
	}
	return &store{sql: settings, file: o.db, lock: lock}, nil
}

// close folds the write-ahead log into the file, so that a stopped server leaves one file to copy.
func (s *store) close() {
	if s.file == "" {
		return
	}
	if db, err := sql.Open("sqlite", "file:"+uriPath(s.file)); err == nil {
		_, _ = db.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
		_ = db.Close()
	}
	_ = s.lock.Close()
}

func checkFile(file string) error {
	folder := filepath.Dir(file)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return fmt.Errorf("the folder %s of --db does not exist: create it or give another --db", folder)
	}
	probe, err := os.CreateTemp(folder, ".temporal-write-*")
	if err != nil {
		return fmt.Errorf("the folder %s of --db cannot be written: %w; change its permissions or give another --db", folder, cause(err))
	}
	_ = probe.Close()
	_ = os.Remove(probe.Name())
	handle, err := os.OpenFile(file, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("the database %s cannot be written: %w; change its permissions or give another --db", file, cause(err))
	}
	return handle.Close()
}

// createSchema makes the tables in one transaction, so that a kill in the middle leaves an empty file, not a torn one.
func createSchema(file string) error {
	db, err := sql.Open("sqlite", "file:"+uriPath(file)+"?mode=rwc&_pragma=busy_timeout=10000&_pragma=journal_mode=wal")
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	var tables, own int
	if err := db.QueryRow("SELECT count(*), count(CASE name WHEN 'namespaces' THEN 1 END) FROM sqlite_master").Scan(&tables, &own); err != nil {
		return err
	}
	if own > 0 {
		return nil
	}
	if tables > 0 {
		return errors.New("it is a SQLite database, but not one of Temporal")
	}
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	if err := sqlite.SetupSchemaOnDB(schemaWriter{tx: tx}); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// schemaWriter lends a transaction to SetupSchemaOnDB, which uses nothing but Exec.
type schemaWriter struct {
	sqlplugin.AdminDB
	tx *sql.Tx
}

func (w schemaWriter) Exec(statement string, args ...any) error {
	_, err := w.tx.Exec(statement, args...)
	return err
}

// uriPath escapes what has a meaning of its own in a SQLite file URI.
func uriPath(file string) string {
	return strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(file))
}

// cause drops the path from an error whose message names a better one already.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
