import { describe, expect, it } from 'vitest';
import { eraseSignals } from '../../../activities/signals/erase.ts';
import { addMonths } from '../../../domain/kernel/months.ts';
import { monthsKept } from '../../../domain/signals/settings.ts';
import { AS_OF, settings, TODAY } from '../../domain/signals/sample-settings.ts';
import { aDesk } from './a-desk.ts';

const DAY = 86_400_000;
/** 06:00 on the day that many months later. */
const monthsLater = (months: number) => AS_OF + (addMonths(TODAY, months) - TODAY) * DAY;
const TABLES = [
  'signals',
  'signal_candidates',
  'effect_contents',
  'signal_feedback',
  'contact_attempts',
  'signal_send_results',
];

async function sentDesk() {
  const desk = await aDesk({ customers: 3 });
  await desk.evaluate();
  await desk.approve('s-1');
  await desk.send('s-1');
  await desk.sql.run(
    `insert into signal_feedback (creditor, external_id, signal_key, kind, on_day, note, by, applied_at, says)
    values ('acme', 'f-1', 'signal/acme/1/early/create/1', 'help accepted', ?, 'a note', 'import', 0, '')`,
    TODAY,
  );
  const counts = async () => {
    const of: Record<string, number> = {};
    for (const table of TABLES) of[table] = await desk.sql.one(`select count(*) from ${table}`);
    return of;
  };
  return { ...desk, counts, erase: (asOf: number) => eraseSignals(desk.deps, asOf, () => undefined) };
}

describe('Personal data of signals', () => {
  it('stays up to the day and goes on the next, with a proof of what went and that nothing is left', async () => {
    const desk = await sentDesk();
    const before = await desk.counts();
    expect(await desk.erase(monthsLater(24))).toMatchObject([{ deleted: 3, left: 0 }]);
    // Only what is older than the signals themselves: the attempts at contact before them.
    expect(await desk.counts()).toEqual({ ...before, contact_attempts: 0 });
    const [report] = await desk.erase(monthsLater(24) + DAY);
    expect(report).toMatchObject({ creditor: 'acme', left: 0 });
    expect(Object.values(await desk.counts())).toEqual(TABLES.map(() => 0));
    expect(await desk.sql.all('select * from signal_erasures order by id')).toMatchObject([
      { signals: 0, evidence: 3, remaining: 0 },
      {
        signals: 3,
        candidates: 3,
        contents: 3,
        feedback: 1,
        evidence: 0,
        remaining: 0,
        retention_months: 24,
      },
    ]);
  });

  it('goes without the keys: none is ever used a second time', async () => {
    const desk = await sentDesk();
    await desk.erase(monthsLater(25));
    expect(
      await desk.sql.all('select key, amount, request_hash, provider_id, state from effects order by key'),
    ).toEqual(
      [1, 2, 3].map((id) => ({
        key: `signal/acme/${id}/early/create/1`,
        amount: 0,
        request_hash: '',
        provider_id: null,
        state: 'delivered',
      })),
    );
    const later = monthsLater(25);
    for (const id of [1, 2, 3]) {
      await desk.sql.run(
        `insert into contact_attempts (creditor, customer_id, channel, outcome, on_day, recorded_at, by)
        values ('acme', ?, 'phone', 'reached', ?, 0, 'ann')`,
        id,
        Math.floor(later / DAY),
      );
    }
    await desk.evaluate(later);
    await desk.approve('s-2', {}, later);
    await desk.send('s-2', later);
    expect([...desk.authority.received.keys()].slice(3).sort()).toEqual(
      [1, 2, 3].map((id) => `signal/acme/${id}/early/create/2`),
    );
  });

  it('protects to the end: an opt-out in force and the last word about passing data on stay', async () => {
    const desk = await sentDesk();
    await desk.sql.run(
      `insert into signal_opt_outs (creditor, customer_id, reason, source, on_day, recorded_at, by, withdrawn_at)
      values ('acme', 1, 'PRIVACY', 'link', ?, 0, 'c', null), ('acme', 2, 'PRIVACY', 'link', ?, 0, 'c', 1)`,
      TODAY,
      TODAY,
    );
    await desk.erase(monthsLater(60));
    expect(await desk.sql.all('select customer_id from signal_opt_outs')).toEqual([{ customer_id: 1 }]);
    expect(await desk.sql.one('select count(*) from signal_consents')).toBe(3);
  });

  it('in rows of files that were refused goes as well', async () => {
    const desk = await sentDesk();
    await desk.sql.run(
      `insert into intake_batches (id, creditor, by, begun_at) values ('b-1', 'acme', 'import', ?)`,
      AS_OF,
    );
    await desk.sql.run(
      `insert into intake_rows (batch_id, seq, kind, line, body, problem)
      values ('b-1', 1, 'signalFact', 2, '{"note":"a secret"}', 'no such customer'),
        ('b-1', 2, 'invoice', 3, '{}', 'no such currency')`,
    );
    const kinds = () => desk.sql.column('select kind from intake_rows order by seq');
    await desk.erase(monthsLater(24));
    expect(await kinds()).toEqual(['signalFact', 'invoice']);
    expect(await desk.erase(monthsLater(24) + DAY)).toMatchObject([{ left: 0 }]);
    expect(await kinds()).toEqual(['invoice']);
  });

  it('says nothing and proves nothing when nothing was due', async () => {
    const desk = await sentDesk();
    await desk.erase(AS_OF);
    expect(await desk.sql.one('select count(*) from signal_erasures')).toBe(0);
  });

  it.each([
    [24, 6, 24],
    [6, 6, 6],
    [6, 12, 12],
    [3, null, 6],
  ])('kept %i months, blocking for %s: %i', (retentionMonths, notReportedForMonths, kept) => {
    const of = { ...settings, retentionMonths, early: { ...settings.early, notReportedForMonths } };
    expect(monthsKept(of)).toBe(kept);
  });
});
