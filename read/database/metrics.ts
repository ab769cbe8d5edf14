import type { DatabaseStats, TransactionStats } from '../../db/stats.ts';

/** What a process does with its database, as Prometheus reads it. */
export function metricsText({ connections, waiting, transactions }: DatabaseStats): string {
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
  ].join('');
}

function metric(name: string, type: 'gauge' | 'counter', help: string, samples: readonly string[]): string {
  const lines = samples.map((one) => `dunwell_${name}${one}\n`);
  return `# HELP dunwell_${name} ${help}\n# TYPE dunwell_${name} ${type}\n${lines.join('')}`;
}

function sample(labels: Readonly<Record<string, string>>, value: number): string {
  const said = Object.entries(labels).map(([name, one]) => `${name}="${one}"`);
  return `${said.length === 0 ? '' : `{${said.join(',')}}`} ${value}`;
}
