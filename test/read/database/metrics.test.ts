import { expect, it } from 'vitest';
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
