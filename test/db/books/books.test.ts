import { describe, expect, it } from 'vitest';
import { checkBooks } from '../../../db/books/books.ts';
import { publishPolicy } from '../../../db/creditor/creditors.ts';
import type { Database } from '../../../db/database.ts';
import { finishEffect, planEffect } from '../../../db/effects/effects.ts';
import { saveInvoice } from '../../../db/invoice/invoices.ts';
import { insertEntry } from '../../../db/invoice/ledger.ts';
import { insertTransitions } from '../../../db/invoice/transitions.ts';
import { NEW_INVOICE } from '../../../domain/invoice/facts.ts';
import type { InvoiceTransition } from '../../../domain/invoice/machine.ts';
import { addCreditor, addInvoice, instant, letter, policy } from '../samples.ts';
import { sql } from '../sql.ts';
import { freshDatabase } from '../test-database.ts';

/** All columns but the id. */
const INTO_TRAIL = `insert into transitions
  (invoice_id, event, from_stage, to_stage, at, on_day, by, reason, command_id, level, round)`;
const DECIDED = instant('2026-02-10T10:00:00Z');
const dayOf = (_: string, at: number) => Math.floor(at / 86_400_000);

/** An invoice with one reminder delivered and a part paid, all of it in the books. */
async function soundBooks(): Promise<Database> {
  const db = await freshDatabase();
  await db.transaction(async (tx) => {
    await addCreditor(tx);
    await publishPolicy(tx, { creditor: 'acme', hash: 'h', policy, at: 0, by: 'anna' });
    const { id } = await addInvoice(tx, '1001');
    await planEffect(tx, letter(id));
    const deliveredOn = dayOf('acme', DECIDED);
    await finishEffect(tx, letter(id).key, { state: 'delivered', finishedAt: DECIDED, deliveredOn });
    const entry = {
      invoiceId: id,
      creditor: 'acme',
      externalId: 'b-1',
      kind: 'payment',
      amount: 4_000,
    } as const;
    await insertEntry(tx, { ...entry, bookedOn: deliveredOn, recordedAt: DECIDED, by: 'import' });
    const reminded: InvoiceTransition = {
      event: 'reminder delivered',
      from: 'OPEN',
      to: 'REMINDED',
      at: DECIDED,
      on: deliveredOn,
      by: 'dunwell',
      reason: null,
      commandId: null,
      level: 'reminder-1',
    };
    await insertTransitions(tx, id, 1, [reminded]);
    await saveInvoice(tx, id, {
      state: { ...NEW_INVOICE, stage: 'REMINDED', levelsDone: 1, anchorOn: deliveredOn },
      plan: { step: 'sendReminder', at: DECIDED, because: 'LEVEL_DUE' },
      decidedAt: DECIDED,
      held: false,
      closesOn: null,
      keptBackBy: null,
      transfersOn: null,
      open: { principal: 6_000, fees: 0, interest: 0, costs: 0, total: 6_000, surplus: 0 },
      dueOn: null,
    });
    for (let n = 0; n < 450; n++) await addInvoice(tx, `other-${n}`);
  });
  return db;
}

async function problemsAfter(...damage: string[]): Promise<string[]> {
  const db = await soundBooks();
  for (const text of damage) await sql(db).exec(text);
  return (await checkBooks(db, dayOf)).map(({ number, problem }) => `${number}: ${problem}`);
}

describe('The check of the books', () => {
  it('finds nothing in sound ones, over several pages', async () => {
    expect(await problemsAfter()).toEqual([]);
  });

  it('finds a row that does not show its tasks, and one that shows a task that is over', async () => {
    const task = `insert into tasks (creditor, subject, about, kind, since) values ('acme', 'invoice', 'other-1', 'STUCK', 1)`;
    expect(await problemsAfter(task)).toEqual([
      'other-1: It shows 0 open tasks, the oldest null, but 1 are open, the oldest STUCK.',
    ]);
    const shown = `update invoices set attention = 'CLOSES_SOON', open_tasks = 1 where number = 'other-2'`;
    expect(await problemsAfter(shown)).toEqual([
      'other-2: It shows 1 open tasks, the oldest CLOSES_SOON, but 0 are open, the oldest null.',
    ]);
  });

  it('takes no offence at a booking that came after the last decision', async () => {
    expect(
      await problemsAfter(
        `insert into ledger_entries (invoice_id, creditor, external_id, kind, amount, booked_on, recorded_at, by) select invoice_id, creditor, 'b-2', kind, 1, booked_on, recorded_at + 1, by from ledger_entries`,
      ),
    ).toEqual([]);
  });

  it('takes no offence at a letter of which it turned out after the payment that it had arrived', async () => {
    const paid = `update transitions set event = 'paid', to_stage = 'PAID', level = null`;
    const counted = `update invoices set stage = 'PAID' where number = '1001'`;
    expect(await problemsAfter(paid, counted)).toEqual([]);
  });

  const damages: Record<string, { sql: string; says: RegExp[] }> = {
    'a stage that the trail does not lead to': {
      sql: `update invoices set stage = 'NOTICED' where number = '1001'`,
      says: [/stands in NOTICED, but the trail leads to REMINDED/],
    },
    'a trail with a gap': {
      sql: `update transitions set from_stage = 'NOTICED'`,
      says: [/"reminder delivered" starts from NOTICED, but the trail had come to OPEN/],
    },
    'a round that was never begun': {
      sql: `update invoices set round = 2 where number = '1001'`,
      says: [/is in round 2, but the trail is in 1/],
    },
    'an open amount that the ledger does not say': {
      sql: `update invoices set open_principal = 6001 where number = '1001'`,
      says: [/says that 6001 .* is open, but the ledger says 6000/],
    },
    'a surplus that nobody paid': {
      sql: `update invoices set surplus = 5 where number = 'other-449'`,
      says: [/other-449: .*surplus 5/],
    },
    'a level counted that is not in the trail': {
      sql: `update invoices set levels_done = 2 where number = '1001'`,
      says: [/counts 2 levels as done, but the trail 1/],
    },
    'a level counted after the end of which nothing went out': {
      sql: `update transitions set event = 'paid', to_stage = 'PAID', level = null;
        update invoices set stage = 'PAID' where number = '1001';
        update effects set state = 'cancelled'`,
      says: [/counts 1 levels as done, but the trail 0/],
    },
    'a letter that went out and is not in the trail': {
      sql: `delete from transitions; update invoices set stage = 'OPEN', levels_done = 0`,
      says: [/level\/reminder-1 went out, but the trail does not count it/],
    },
    'a level in the trail for which nothing went out': {
      sql: `update effects set state = 'cancelled'`,
      says: [/says "reminder delivered" for reminder-1, but nothing went out/],
    },
    'a level that came twice': {
      sql: `${INTO_TRAIL} select invoice_id, event, 'REMINDED', to_stage, at, on_day, by, reason, command_id, level, round from transitions`,
      says: [/reminder-1 came again or out of order/],
    },
    'a level left out': {
      sql: `${INTO_TRAIL} select invoice_id, 'notice delivered', 'REMINDED', 'NOTICED', at, on_day, by, reason, command_id, 'notice', round from transitions;
        update invoices set stage = 'NOTICED', levels_done = 3 where number = '1001';
        insert into effects (key, invoice_id, kind, level, round, channel, state, request_hash, amount, attempts, attempt_token, next_attempt_at, provider_id, planned_at, finished_at, delivered_on, last_error, sent_inside_hold, case_id, delivered_hash)
          select 'n', invoice_id, kind, 'notice', round, channel, state, request_hash, amount, attempts, attempt_token, next_attempt_at, provider_id, planned_at, finished_at, delivered_on, last_error, sent_inside_hold, case_id, delivered_hash from effects`,
      says: [/notice came in round 1 with a level left out before it/],
    },
  };
  for (const [name, { sql, says }] of Object.entries(damages)) {
    it(`finds ${name}`, async () => {
      const problems = await problemsAfter(sql);
      expect(problems).toHaveLength(says.length);
      for (const [n, pattern] of says.entries()) expect(problems[n]).toMatch(pattern);
    });
  }
});
