import { expect, it } from 'vitest';
import { evaluateSignals } from '../../../activities/signals/evaluate.ts';
import type { Database } from '../../../db/database.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import type { SignalSettings } from '../../../domain/signals/settings.ts';
import { SIGNAL_TYPES, type SignalType } from '../../../domain/signals/signal.ts';
import { type SignalAnswer, whySignal } from '../../../domain/signals/why-signal.ts';
import { gatherSignal } from '../../../gather/signals/gather-signals.ts';
import { createSources } from '../../../gather/sources.ts';
import { sql } from '../../db/sql.ts';
import { freshDatabase } from '../../db/test-database.ts';
import { AS_OF, CREDITOR, publishSample, settings } from '../../domain/signals/sample-settings.ts';
import { insertPopulation } from './population.ts';

const CUSTOMERS = 1_200;
const withDaysBetween: SignalSettings = {
  ...settings,
  crisis: { ...settings.crisis, minDaysAfterEarly: 60 },
};
const withOwnConditions: SignalSettings = {
  ...settings,
  early: { ...settings.early, extra: [{ name: 'arrearsAtMostDays', value: 100 }] },
  crisis: { ...settings.crisis, extra: [{ name: 'contractsAtLeast', value: 2 }] },
};

it.each([
  ['the common conditions', 1, settings],
  ['the common conditions, on others', 2, settings],
  ['own conditions beside them', 3, withOwnConditions],
  ['days that must pass after the early signal', 1, withDaysBetween],
])('The sets of the evaluation and the sentences of why agree on every customer: %s', async (_, seed, of) => {
  const db = await population(seed, of);
  const before = await answers(db, of);
  const progress = await evaluate(db);
  const listed = await sql(db).column(
    `select customer_id || ' ' || type || ' ' || action || ' ' || gateway || ' ' || amount || ' ' ||
      final_reminders || ' ' || coalesce(replaces, '-')
    from signal_candidates where state = 'prepared' and action <> 'remove' order by customer_id`,
  );
  expect(listed).toEqual(before.flatMap((answer, place) => lineOf(place + 1, answer) ?? []));
  expect(progress.early.added).toBeGreaterThan(40);
  expect(progress.crisis.added).toBeGreaterThan(3);
  expect(progress.early.added + progress.crisis.added).toBe(listed.length);
});

it.each(SIGNAL_TYPES)('Whoever leaves the list of %s signals leaves it for what why says', async (type) => {
  const db = await population(4, withOwnConditions);
  await listEveryone(db, type);
  const expected = (await answers(db, withOwnConditions)).map((answer) =>
    answer.verdict === null ? failuresOf(answer, type) : null,
  );
  await evaluate(db);
  const reasons = await sql(db).column<string | null>(
    `select case state when 'removed' then ended_because end from signal_candidates where action <> 'remove' order by customer_id`,
  );
  const because = reasons.map((names) => (names === null ? null : withoutOwn(JSON.parse(names))));
  expect(because).toEqual(expected);
});

async function population(seed: number, of: SignalSettings): Promise<Database> {
  const db = await freshDatabase();
  await publishSample(db, of);
  await insertPopulation(db, { seed, to: CUSTOMERS });
  return db;
}

async function evaluate(db: Database) {
  const deps = { db, sources: createSources(false) };
  return evaluateSignals(deps, { creditor: CREDITOR }, AS_OF, () => undefined, 400);
}

async function answers(db: Database, of: SignalSettings): Promise<readonly SignalAnswer[]> {
  const sources = createSources(false);
  return db.read(async (tx) => {
    const all: SignalAnswer[] = [];
    for (let id = 1; id <= CUSTOMERS; id++) {
      const { facts, calendar } = await gatherSignal(tx, sources, id, AS_OF);
      all.push(whySignal(situation({ facts, calendar }, AS_OF), of));
    }
    return all;
  });
}

function lineOf(id: number, { verdict, arrears }: SignalAnswer): string | null {
  if (verdict === null) return null;
  const { type, action, gateway, replaces } = verdict;
  return `${id} ${type} ${action} ${gateway} ${arrears.amount} ${arrears.finalReminders} ${replaces?.key ?? '-'}`;
}

function failuresOf(answer: SignalAnswer, type: SignalType): readonly string[] {
  return withoutOwn(answer[type].filter(({ passes }) => !passes).map(({ code }) => code));
}

/** Own conditions need not be asked where a common one fails. */
function withoutOwn(codes: readonly string[]): readonly string[] {
  const common = codes.filter((code) => !code.startsWith('EXTRA:'));
  return [...(common.length > 0 ? common : codes)].sort();
}

function listEveryone(db: Database, type: SignalType): Promise<number> {
  return sql(db).run(
    `insert into signal_candidates (creditor, customer_id, type, action, state, gateway, amount, currency,
      final_reminders, prepared_at, evaluated_at)
    select creditor, id, cast(? as text), 'create', 'prepared', 'west', 0, 'EUR', 0, 0, 0 from customers`,
    type,
  );
}
