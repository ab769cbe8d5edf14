package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/api/enums/v1"
	persistencespb "go.temporal.io/server/api/persistence/v1"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/metrics"
	"go.temporal.io/server/common/persistence/serialization"
	persistence "go.temporal.io/server/common/persistence/sql"
	"go.temporal.io/server/common/persistence/sql/sqlplugin"
	"go.temporal.io/server/common/resolver"
	"go.temporal.io/server/common/searchattribute/sadefs"
	"go.temporal.io/server/schema/sqlite"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"
)

const clusterName = "active"

// prepareNamespace makes the namespace what the options say: existing, with that retention, with those search
// attributes. It works on the database before the server starts, so the first client sees all of it; the same
// changes made through the running server would take some seconds to reach its caches.
func prepareNamespace(settings *config.SQL, o options) error {
	fresh, err := sqlite.NewNamespaceConfig(clusterName, o.namespace, false, nil)
	if err != nil {
		return err
	}
	if err := sqlite.CreateNamespaces(settings, fresh); err != nil {
		return err
	}
	db, err := persistence.NewSQLDB(sqlplugin.DbKindUnknown, settings, resolver.NewNoopResolver(), log.NewNoopLogger(), metrics.NoopMetricsHandler)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	rows, err := db.SelectFromNamespace(context.Background(), sqlplugin.NamespaceFilter{Name: &o.namespace})
	if err != nil {
		return fmt.Errorf("cannot read the namespace %s: %w", o.namespace, err)
	}
	row := rows[0]
	encoding, err := enums.EncodingTypeFromString(row.DataEncoding)
	if err != nil {
		return err
	}
	serializer := serialization.NewSerializer()
	detail, err := serializer.NamespaceDetailFromBlob(&commonpb.DataBlob{Data: row.Data, EncodingType: encoding})
	if err != nil {
		return fmt.Errorf("cannot read the namespace %s: %w", o.namespace, err)
	}
	before := proto.Clone(detail)
	if err := bringUpToDate(detail.GetConfig(), o); err != nil {
		return err
	}
	if proto.Equal(before, detail) {
		return nil
	}
	detail.ConfigVersion++
	blob, err := serializer.NamespaceDetailToBlob(detail)
	if err != nil {
		return err
	}
	row.Data, row.DataEncoding = blob.GetData(), blob.GetEncodingType().String()
	_, err = db.UpdateNamespace(context.Background(), &row)
	return err
}

func bringUpToDate(namespace *persistencespb.NamespaceConfig, o options) error {
	namespace.Retention = durationpb.New(o.retention.Round(time.Second))
	if namespace.CustomSearchAttributeAliases == nil {
		namespace.CustomSearchAttributeAliases = map[string]string{}
	}
	fields := sadefs.GetDBIndexSearchAttributes(nil).CustomSearchAttributes
	for _, name := range slices.Sorted(maps.Keys(o.searchAttributes)) {
		if err := addAlias(namespace.CustomSearchAttributeAliases, fields, name, o.searchAttributes[name]); err != nil {
			return err
		}
	}
	return nil
}

// addAlias gives an attribute the first free column of its type; the columns themselves are part of the schema.
func addAlias(aliases map[string]string, fields map[string]enums.IndexedValueType, name string, kind enums.IndexedValueType) error {
	if sadefs.IsReserved(name) {
		return fmt.Errorf("the search attribute name %s belongs to Temporal: take another one", name)
	}
	for field, alias := range aliases {
		if alias != name {
			continue
		}
		if fields[field] != kind {
			return fmt.Errorf("the search attribute %s is %v on this database, not %v: rename it, or begin with a new --db", name, fields[field], kind)
		}
		return nil
	}
	var columns int
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		if fields[field] != kind {
			continue
		}
		columns++
		if _, taken := aliases[field]; !taken {
			aliases[field] = name
			return nil
		}
	}
	return fmt.Errorf("no room for the search attribute %s: the database has %d columns of type %v, and all are taken", name, columns, kind)
}
