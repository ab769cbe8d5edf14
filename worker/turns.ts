import { randomUUID } from 'node:crypto';
import type { InTurn } from '../activities/deps.ts';
import type { Database } from '../db/database.ts';
import { OF_NO_CREDITOR } from '../db/workers/of-no-creditor.ts';
import { giveBackTurn, prolongTurn, takeTurn, turnOf } from '../db/workers/turns.ts';
import { isGone, thisProcess } from './process-name.ts';

/** After so long without a word of whoever has it, a turn is free. */
const HELD_MS = 15_000;
const PROLONG_MS = 4_000;
const ASK_AGAIN_MS = 100;

/** Turns that this process has now: one that bears its number and is none of these belongs to a process before it. */
const ours = new Set<string>();

/**
 * Work that is done by one process at a time, whichever machine it is on: the books say whose turn it is.
 *
 * It spares what two at once would do twice and is no lock to rely on: a process that sleeps for longer than its turn
 * holds goes on beside the next one. All that is done in turn is right also then.
 */
export function turnsOf(db: Database, now: () => number = Date.now): InTurn {
  return async (name, work, onWaiting) => {
    const holder = holderName();
    ours.add(holder);
    try {
      while (!(await isTaken(db, name, holder, now))) {
        onWaiting();
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      }
      const holding = setInterval(() => void prolong(db, name, holder, now), PROLONG_MS);
      try {
        return await work();
      } finally {
        clearInterval(holding);
        await giveBack(db, name, holder);
      }
    } finally {
      ours.delete(holder);
    }
  };
}

async function isTaken(db: Database, name: string, holder: string, now: () => number): Promise<boolean> {
  // Most often another has it: looking needs no place among the writers.
  if (!isFree(await db.read((tx) => turnOf(tx, name)), now())) return false;
  return db.transaction(async (tx) => {
    if (!isFree(await turnOf(tx, name), now())) return false;
    await takeTurn(tx, name, { holder, heldUntil: now() + HELD_MS });
    return true;
  }, OF_NO_CREDITOR);
}

function isFree(turn: Awaited<ReturnType<typeof turnOf>>, now: number): boolean {
  return turn === undefined || turn.heldUntil <= now || isLeftBehind(turn.holder);
}

/** While the database is away nobody else can take it either. */
async function prolong(db: Database, name: string, holder: string, now: () => number): Promise<void> {
  await db
    .transaction((tx) => prolongTurn(tx, name, { holder, heldUntil: now() + HELD_MS }), OF_NO_CREDITOR)
    .catch(() => undefined);
}

/** What cannot be given back lapses by itself. */
async function giveBack(db: Database, name: string, holder: string): Promise<void> {
  await db.transaction((tx) => giveBackTurn(tx, name, holder), OF_NO_CREDITOR).catch(() => undefined);
}

function holderName(): string {
  const { machine, pid } = thisProcess();
  return `${machine} ${pid} ${randomUUID()}`;
}

/** True when the process that took it was killed on this machine. */
function isLeftBehind(holder: string): boolean {
  const [machine = '', pid = ''] = holder.split(' ');
  const here = thisProcess();
  if (machine === here.machine && Number(pid) === here.pid) return !ours.has(holder);
  return isGone({ machine, pid: Number(pid) });
}
