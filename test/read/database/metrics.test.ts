import { expect, it } from 'vitest';
import { CircuitState, closedCircuit, failed } from '../../../domain/effects/circuit.ts';
import { metricsText } from '../../../read/database/metrics.ts';

const some = { committed: 3, failed: 1, waitedMs: 250, workedMs: 1_500 };
const none = { committed: 0, failed: 0, waitedMs: 0, workedMs: 0 };

it('What a process does with its database is told as Prometheus reads it', () => {
  const text = metricsText({
    connections: { busy: 2, idle: 8 },
    waiting: 4,
    transactions: { all: none, creditor: none, row: some, read: none },
  });
  const lines = text.split('\n');
  expect(lines).toContain('dunwell_database_connections{state="busy"} 2');
  expect(lines).toContain('dunwell_database_connections{state="idle"} 8');
  expect(lines).toContain('dunwell_database_waiting 4');
  expect(lines).toContain('dunwell_database_transactions_total{kind="row",outcome="committed"} 3');
  expect(lines).toContain('dunwell_database_transactions_total{kind="row",outcome="failed"} 1');
  expect(lines).toContain('dunwell_database_transaction_wait_seconds_total{kind="row"} 0.25');
  expect(lines).toContain('dunwell_database_transaction_work_seconds_total{kind="row"} 1.5');
  // Each metric is described once, before its samples, and the text ends with a line end.
  expect(text).toMatch(/^(# HELP \S+ .+\.\n# TYPE \S+ (gauge|counter)\n(dunwell_\S+ [\d.]+\n)+)+$/);
});

it('gateways are told by their names, those that are away among them', () => {
  const away = failed(closedCircuit(0), 0, 'no answer');
  const gateways = new Map([
    ['email: mail.example', closedCircuit(0)],
    ['webhook: "quoted"', { ...away, state: CircuitState.OPEN, failures: 5 }],
  ]);
  const stats = {
    ...{ connections: { busy: 0, idle: 0 }, waiting: 0 },
    transactions: { all: none, creditor: none, row: none, read: none },
  };
  const lines = metricsText(stats, gateways).split('\n');
  expect(lines).toContain('dunwell_gateway_away{gateway="email: mail.example"} 0');
  expect(lines).toContain('dunwell_gateway_away{gateway="webhook: \\"quoted\\""} 1');
  expect(lines).toContain('dunwell_gateway_failures{gateway="webhook: \\"quoted\\""} 5');
  expect(metricsText(stats)).not.toContain('gateway');
});
