import type { Instant } from '../../domain/kernel/day.ts';
import { equals } from '../named.ts';
import { turns } from '../tables/workers.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export interface Turn {
  readonly holder: string;
  readonly heldUntil: Instant;
}

const statements = preparedStatements(({ orm, raw }) => ({
  find: orm
    .select({ holder: turns.holder, heldUntil: turns.heldUntil })
    .from(turns)
    .where(equals(turns, 'name'))
    .prepare(),
  take: raw(
    `insert into turns (name, holder, held_until) values (:name, :holder, :heldUntil)
     on conflict (name) do update set holder = excluded.holder, held_until = excluded.held_until`,
  ),
  prolong: raw('update turns set held_until = :heldUntil where name = :name and holder = :holder'),
  giveBack: raw('delete from turns where name = :name and holder = :holder'),
}));

/** Who does it now; undefined when nobody does. One whose time is over has it no more. */
export async function turnOf(tx: Tx, name: string): Promise<Turn | undefined> {
  return statements(tx).find.get({ name });
}

/** Takes the turn, whoever had it: to be asked for in the transaction that saw that nobody has. */
export async function takeTurn(tx: Tx, name: string, { holder, heldUntil }: Turn): Promise<void> {
  await statements(tx).take.run({ name, holder, heldUntil });
}

/** Holds on to a turn; false when another has taken it since. */
export async function prolongTurn(tx: Tx, name: string, { holder, heldUntil }: Turn): Promise<boolean> {
  return (await statements(tx).prolong.run({ name, holder, heldUntil })).changes > 0;
}

export async function giveBackTurn(tx: Tx, name: string, holder: string): Promise<void> {
  await statements(tx).giveBack.run({ name, holder });
}
