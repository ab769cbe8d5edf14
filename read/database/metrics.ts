import type { DatabaseStats, TransactionStats } from '../../db/stats.ts';
import { type Circuit, CircuitState } from '../../domain/effects/circuit.ts';

/** What a process does with its database, as Prometheus reads it. */
export function metricsText(
  { connections, waiting, transactions }: DatabaseStats,
  gateways: ReadonlyMap<string, Circuit> = new Map(),
): string {
  const kinds = Object.entries(transactions);
  const perKind = (value: (of: TransactionStats) => number) =>
    kinds.map(([kind, of]) => sample({ kind }, value(of)));
  return [
    metric('database_connections', 'gauge', 'Connections to the database, by what they do.', [
      sample({ state: 'busy' }, connections.busy),
      sample({ state: 'idle' }, connections.idle),
    ]),
    metric('database_waiting', 'gauge', 'Transactions that wait for a connection or their turn.', [
      sample({}, waiting),
    ]),
    metric(
      'database_transactions_total',
      'counter',
      'Transactions, by what they were about and how they ended.',
      [
        ...kinds.map(([kind, { committed }]) => sample({ kind, outcome: 'committed' }, committed)),
        ...kinds.map(([kind, { failed }]) => sample({ kind, outcome: 'failed' }, failed)),
      ],
    ),
    metric(
      'database_transaction_wait_seconds_total',
      'counter',
      'What transactions waited for a connection, a turn and locks before their work began.',
      perKind(({ waitedMs }) => waitedMs / 1000),
    ),
    metric(
      'database_transaction_work_seconds_total',
      'counter',
      'What transactions took from there until they ended.',
      perKind(({ workedMs }) => workedMs / 1000),
    ),
    ...ofGateways(gateways),
  ].join('');
}

function ofGateways(gateways: ReadonlyMap<string, Circuit>): string[] {
  if (gateways.size === 0) return [];
  const each = (value: (circuit: Circuit) => number) =>
    [...gateways].map(([gateway, circuit]) => sample({ gateway: quoted(gateway) }, value(circuit)));
  return [
    metric(
      'gateway_away',
      'gauge',
      'Whether a gateway failed so often that nothing is handed to it until it is back.',
      each(({ state }) => (state === CircuitState.CLOSED ? 0 : 1)),
    ),
    metric(
      'gateway_failures',
      'gauge',
      'Hand-overs to a gateway that failed one after the other.',
      each(({ failures }) => failures),
    ),
  ];
}

function quoted(label: string): string {
  return label.replace(/[\\"]/g, '\\$&');
}

function metric(name: string, type: 'gauge' | 'counter', help: string, samples: readonly string[]): string {
  const lines = samples.map((one) => `dunwell_${name}${one}\n`);
  return `# HELP dunwell_${name} ${help}\n# TYPE dunwell_${name} ${type}\n${lines.join('')}`;
}

function sample(labels: Readonly<Record<string, string>>, value: number): string {
  const said = Object.entries(labels).map(([name, one]) => `${name}="${one}"`);
  return `${said.length === 0 ? '' : `{${said.join(',')}}`} ${value}`;
}
