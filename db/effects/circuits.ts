import { asc, ne } from 'drizzle-orm';
import { type Circuit, CircuitState } from '../../domain/effects/circuit.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { circuits } from '../tables/effects.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type CircuitRow = Readonly<typeof circuits.$inferSelect>;

const ALL = columnsBut(circuits, []);
const TOLD = columnsBut(circuits, ['name']);

const statements = preparedStatements(({ orm, write }) => ({
  note: write<CircuitRow>(
    orm
      .insert(circuits)
      .values(placeholders(circuits, ALL))
      .onConflictDoUpdate({ target: circuits.name, set: placeholders(circuits, TOLD) }),
  ),
  away: orm
    .select()
    .from(circuits)
    .where(ne(circuits.state, CircuitState.CLOSED))
    .orderBy(asc(circuits.since), asc(circuits.name))
    .prepare(),
}));

/** Writes down how a gateway has done, for those who look; the last word counts. */
export async function noteCircuit(tx: Tx, name: string, circuit: Circuit, at: Instant): Promise<void> {
  await statements(tx).note({ name, ...circuit, notedAt: at });
}

/** Gateways that were away when they were tried last, the longest first. */
export async function gatewaysAway(tx: Tx): Promise<readonly CircuitRow[]> {
  return statements(tx).away.all({});
}
