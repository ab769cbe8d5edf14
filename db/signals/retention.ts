import { desc } from 'drizzle-orm';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { signalErasures } from '../tables/signals.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { isListed, Listed } from '../words.ts';

export type ErasureRow = Readonly<typeof signalErasures.$inferSelect>;

/** What may be kept no longer: what is older than this day, whose local midnight is that instant. */
export interface Expired {
  readonly creditor: string;
  readonly beforeDay: Day;
  readonly before: Instant;
}

/** What one page of a deletion came to. */
export interface Erased {
  readonly signals: number;
  readonly prepared: number;
  readonly contents: number;
  readonly feedback: number;
  readonly evidence: number;
}

const OLD_SIGNALS = `select id, key from signals
  where creditor = :creditor and coalesce(sent_on, (planned_at / 86400000)) < :beforeDay`;
const OLD_PREPARED = `select id from signal_candidates
  where creditor = :creditor and ended_at is not null and ended_at < :before`;
/** The last word about passing data on stays, as does an opt-out in force: they protect the customer. */
const OLD_CONSENTS = `select s.id from signal_consents s where s.creditor = :creditor and s.on_day < :beforeDay
  and s.id < (select max(t.id) from signal_consents t where t.customer_id = s.customer_id)`;
const OLD_ATTEMPTS = `select id from contact_attempts where creditor = :creditor and on_day < :beforeDay`;
const OLD_OPT_OUTS = `select id from signal_opt_outs where creditor = :creditor and withdrawn_at < :before`;
const OLD_PLANS = `select id from disconnection_plans where creditor = :creditor and ended_at < :before`;
/** Rows of files that were refused keep what they said, so that it can be mended: not for ever. */
const OLD_REFUSED = `select batch_id, seq from intake_rows where kind in ('signalFact', 'signalFeedback', 'earlierReport')
  and batch_id in (select id from intake_batches where creditor = :creditor and begun_at < :before)`;

const statements = preparedStatements(({ orm, write, raw }) => {
  const evidence = (table: string, old: string) =>
    raw(`delete from ${table} where id in (${old} limit :limit)`);
  return {
    signals: raw<{ key: string }>(`${OLD_SIGNALS} limit :limit`),
    contents: raw(`delete from effect_contents where ${isListed('key', ':keys', Listed.TEXT)}`),
    feedback: raw(`delete from signal_feedback where ${isListed('signal_key', ':keys', Listed.TEXT)}`),
    effects: raw(`update effects set amount = 0, provider_id = null, last_error = null,
      request_hash = '' where ${isListed('key', ':keys', Listed.TEXT)}`),
    dropSignals: raw(`delete from signals where ${isListed('key', ':keys', Listed.TEXT)}`),
    oldPrepared: raw<{ id: number }>(`${OLD_PREPARED} limit :limit`),
    results: raw(`delete from signal_send_results where ${isListed('candidate_id', ':ids', Listed.INTEGER)}`),
    dropPrepared: raw(`delete from signal_candidates where ${isListed('id', ':ids', Listed.INTEGER)}`),
    attempts: evidence('contact_attempts', OLD_ATTEMPTS),
    consents: evidence('signal_consents', OLD_CONSENTS),
    optOuts: evidence('signal_opt_outs', OLD_OPT_OUTS),
    refused: raw(`delete from intake_rows where (batch_id, seq) in (${OLD_REFUSED} limit :limit)`),
    plans: raw<{ id: number }>(`${OLD_PLANS} limit :limit`),
    stops: raw(`delete from disconnection_stops where ${isListed('plan_id', ':ids', Listed.INTEGER)}`),
    dropPlans: raw(`delete from disconnection_plans where ${isListed('id', ':ids', Listed.INTEGER)}`),
    remaining: raw<{ count: number }>(
      `select ${[
        OLD_SIGNALS.replace('id, key', 'count(*)'),
        OLD_PREPARED,
        OLD_CONSENTS,
        OLD_ATTEMPTS,
        OLD_OPT_OUTS,
        OLD_PLANS,
        OLD_REFUSED,
      ]
        .map((old, place) => (place === 0 ? `(${old})` : `(select count(*) from (${old}) as old)`))
        .join(' + ')} as count`,
    ),
    record: write<Omit<ErasureRow, 'id'>>(
      orm.insert(signalErasures).values(placeholders(signalErasures, columnsBut(signalErasures, ['id']))),
    ),
    list: orm
      .select()
      .from(signalErasures)
      .where(equals(signalErasures, 'creditor'))
      .orderBy(desc(signalErasures.id))
      .limit(named('limit'))
      .prepare(),
  };
});

/**
 * Deletes one page of what may be kept no longer; all zeros when nothing is left. Effects keep their keys, so
 * that none is ever used again, without amount, hash or the other side's id.
 */
export async function eraseExpired(tx: Tx, expired: Expired, limit: number): Promise<Erased> {
  const s = statements(tx);
  const of = { ...expired, limit };
  const found = await s.signals.all(of);
  const keys = JSON.stringify(found.map(({ key }) => key));
  const contents = (await s.contents.run({ keys })).changes;
  const feedback = (await s.feedback.run({ keys })).changes;
  await s.effects.run({ keys });
  const signals = (await s.dropSignals.run({ keys })).changes;
  const ids = idsOf(await s.oldPrepared.all(of));
  await s.results.run({ ids });
  const prepared = (await s.dropPrepared.run({ ids })).changes;
  const plans = idsOf(await s.plans.all(of));
  const stops = (await s.stops.run({ ids: plans })).changes;
  const dropped = (await s.dropPlans.run({ ids: plans })).changes;
  const evidence =
    (await s.attempts.run(of)).changes +
    (await s.consents.run(of)).changes +
    (await s.optOuts.run(of)).changes +
    (await s.refused.run(of)).changes +
    stops +
    dropped;
  return { signals, prepared, contents, feedback, evidence };
}

function idsOf(rows: readonly { readonly id: number }[]): string {
  return JSON.stringify(rows.map(({ id }) => id));
}

/** How much of what may be kept no longer is there: 0 after a deletion. */
export async function countExpired(tx: Tx, expired: Expired): Promise<number> {
  return (await statements(tx).remaining.get({ ...expired }))?.count ?? 0;
}

/** Writes down that a deletion took place: what, when, and what was counted afterwards. */
export async function recordErasure(tx: Tx, erasure: Omit<ErasureRow, 'id'>): Promise<void> {
  await statements(tx).record(erasure);
}

/** The proofs of a creditor's deletions, the last first. */
export async function erasuresOf(tx: Tx, creditor: string, limit: number): Promise<readonly ErasureRow[]> {
  return statements(tx).list.all({ creditor, limit });
}
