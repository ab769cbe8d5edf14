package main

import (
	"time"

	uiserver "github.com/temporalio/ui-server/v2/server"
	uiconfig "github.com/temporalio/ui-server/v2/server/config"
	uioptions "github.com/temporalio/ui-server/v2/server/server_options"
	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/metrics"
	"go.temporal.io/server/common/primitives"
	"go.temporal.io/server/temporal"
)

const storeName = "sqlite"

func newServer(o options, settings *config.SQL) (temporal.Server, error) {
	ports, err := freePorts(3)
	if err != nil {
		return nil, err
	}
	services := map[primitives.ServiceName]int{
		primitives.FrontendService: o.port,
		primitives.HistoryService:  ports[0],
		primitives.MatchingService: ports[1],
		primitives.WorkerService:   ports[2],
	}
	hosts := map[primitives.ServiceName]static.Hosts{}
	for name, port := range services {
		hosts[name] = static.SingleLocalHost(at(port))
	}
	return temporal.NewServer(
		temporal.WithConfig(serverConfig(o, settings, services)),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(hosts),
		temporal.WithLogger(logger(o)),
		temporal.WithDynamicConfigClient(dynamicConfig()),
	)
}

func serverConfig(o options, settings *config.SQL, services map[primitives.ServiceName]int) *config.Config {
	var c config.Config
	c.Global.Membership.MaxJoinDuration = 30 * time.Second
	c.Global.Membership.BroadcastAddress = loopback
	if o.metricsPort > 0 {
		c.Global.Metrics = &metrics.Config{
			Prometheus: &metrics.PrometheusConfig{ListenAddress: at(o.metricsPort), HandlerPath: "/metrics"},
		}
	}
	c.Persistence.DefaultStore = storeName
	c.Persistence.VisibilityStore = storeName
	c.Persistence.NumHistoryShards = 1
	c.Persistence.DataStores = map[string]config.DataStore{storeName: {SQL: settings}}
	c.ClusterMetadata = &cluster.Config{
		FailoverVersionIncrement: 10,
		MasterClusterName:        clusterName,
		CurrentClusterName:       clusterName,
		ClusterInformation: map[string]cluster.ClusterInformation{
			clusterName: {Enabled: true, InitialFailoverVersion: 1, RPCAddress: at(o.port)},
		},
	}
	c.DCRedirectionPolicy.Policy = "noop"
	c.Services = map[string]config.Service{}
	for name, port := range services {
		c.Services[string(name)] = config.Service{RPC: config.RPC{GRPCPort: port, BindOnIP: loopback}}
	}
	c.Archival.History.State = "disabled"
	c.Archival.Visibility.State = "disabled"
	c.NamespaceDefaults.Archival.History.State = "disabled"
	c.NamespaceDefaults.Archival.Visibility.State = "disabled"
	c.PublicClient.HostPort = at(o.port)
	return &c
}

// dynamicConfig lifts limits that protect a shared cluster and would only slow a server with one user down.
func dynamicConfig() dynamicconfig.StaticClient {
	const unlimited = 100_000
	return dynamicconfig.StaticClient{
		dynamicconfig.MakeKey("frontend.WorkflowTimeSkippingEnabled"): true,
		dynamicconfig.MakeKey("frontend.rps"):                         unlimited,
		dynamicconfig.MakeKey("frontend.namespaceRPS"):                unlimited,
		dynamicconfig.MakeKey("frontend.namespaceRPS.visibility"):     unlimited,
		dynamicconfig.MakeKey("frontend.persistenceMaxQPS"):           unlimited,
		dynamicconfig.MakeKey("history.rps"):                          unlimited,
		dynamicconfig.MakeKey("history.persistenceMaxQPS"):            unlimited,
		dynamicconfig.MakeKey("matching.rps"):                         unlimited,
		dynamicconfig.MakeKey("matching.persistenceMaxQPS"):           unlimited,
		dynamicconfig.MakeKey("history.hostLevelCacheMaxSize"):        8192,
		// The server asks nobody on the internet whether it is up to date.
		dynamicconfig.MakeKey("frontend.enableServerVersionCheck"): false,
	}
}

func logger(o options) log.Logger {
	if o.logLevel == "off" {
		return log.NewNoopLogger()
	}
	return log.NewZapLogger(log.BuildZapLogger(log.Config{Level: o.logLevel, Format: "console"}))
}

func newUI(o options) *uiserver.Server {
	return uiserver.NewServer(uioptions.WithConfigProvider(&uiconfig.Config{
		Host:                loopback,
		Port:                o.uiPort,
		TemporalGRPCAddress: at(o.port),
		DefaultNamespace:    o.namespace,
		EnableUI:            true,
		HideLogs:            true,
		DisableNewsFetch:    true,
		// Without it the cookie of the UI is refused, because loopback speaks plain HTTP.
		CORS: uiconfig.CORS{CookieInsecure: true},
	}))
}
