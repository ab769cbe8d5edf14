import { randomUUID } from 'node:crypto';
import { applyMessage } from '../../../activities/actor/apply-message.ts';
import { takeStep } from '../../../activities/actor/take-step.ts';
import type { Deps } from '../../../activities/deps.ts';
import { takeIn } from '../../../activities/intake/take-in.ts';
import { INVOICES } from '../../../activities/invoice/subject.ts';
import { readCreditor } from '../../../config/load.ts';
import { RowKind, type StagedBankEntry, type StagedPayment } from '../../../contracts/intake.ts';
import type { InvoicePlan } from '../../../contracts/invoice.ts';
import type { StagedDeed } from '../../../contracts/unmatched.ts';
import { publishPolicy, saveCreditor } from '../../../db/creditor/creditors.ts';
import type { Database } from '../../../db/database.ts';
import { completeBatch, problemsOf, stageBatch, stageRows } from '../../../db/intake/intake.ts';
import { listUnmatched, type UnmatchedFilter, type UnmatchedRow } from '../../../db/intake/unmatched.ts';
import { findInvoiceByNumber, type InvoiceRow } from '../../../db/invoice/invoices.ts';
import { type LedgerRow, ledgerOf } from '../../../db/invoice/ledger.ts';
import { pendingWakes, removeWakes } from '../../../db/invoice/wake.ts';
import type { Step } from '../../../domain/invoice/plan.ts';
import { parseDay } from '../../../domain/kernel/day.ts';
import { EntryKind } from '../../../domain/kernel/ledger.ts';
import { depsOf } from '../../cli/prepared-folder.ts';
import { freshDatabase } from '../../db/test-database.ts';

/** Friday 2026-11-27, 16:45 in Amsterdam: every letter that is due today is due by now. */
export const NOW = Date.parse('2026-11-27T15:45:00Z');

export const day = (text: string) => parseDay(text)!;

const CREDITOR = `
creditor: waitc
name: Wait B.V.
country: NL
timeZone: Europe/Amsterdam
currency: EUR
language: nl
policy:
  minimumAmount: "10.00"
  onUnmatchedCredit: wait
  levels:
    - { name: r1, kind: reminder, daysAfterDue: 1 }
    - { name: notice, kind: notice, daysAfterDue: 5, minDaysSincePrevious: 7, paymentDays: 14 }
`;

export interface Row {
  readonly kind: RowKind;
  readonly body: object;
}

/** One creditor that waits for unmatched money, and hands to do what its worker would. */
export interface MoneyDesk {
  readonly deps: Deps;
  /** Takes rows in as one batch; returns how many were taken and unchanged, and why others were refused. */
  take(...rows: readonly Row[]): Promise<{ taken: number; unchanged: number; refused: string[] }>;
  /** What its workflow does when a step is due. */
  step(number: string, step: Step): Promise<InvoicePlan>;
  /** What its workflow does when it is woken. */
  look(number: string): Promise<InvoiceRow>;
  row(number: string): Promise<InvoiceRow>;
  ledger(number: string): Promise<readonly LedgerRow[]>;
  unmatched(filter?: UnmatchedFilter): Promise<readonly UnmatchedRow[]>;
  /** Whom something woke since this was asked last. */
  woken(): Promise<readonly string[]>;
}

/** An invoice of 80.00 that was due eight days ago. */
export function invoice(number: string, customer: string, changes: object = {}): Row {
  const dates = { issuedOn: day('2026-10-20'), dueOn: day('2026-11-19') };
  const body = { number, customer, ...dates, amount: 8_000, currency: 'EUR', ...changes };
  return { kind: RowKind.INVOICE, body };
}

export function booking(changes: Partial<StagedPayment> & { readonly amount: number }): Row {
  const externalId = changes.externalId ?? randomUUID();
  const body = {
    bookedOn: day('2026-11-25'),
    currency: 'EUR',
    kind: EntryKind.PAYMENT,
    externalId,
    ...changes,
  };
  return { kind: RowKind.PAYMENT, body };
}

/** An entry of a bank statement, of money that came in. */
export function entry(changes: Partial<StagedBankEntry> & { readonly amount: number }): Row {
  const externalId = changes.externalId ?? randomUUID();
  const came = {
    bookedOn: day('2026-11-25'),
    currency: 'EUR',
    direction: 'in',
    file: 'statement.xml',
    line: 7,
  };
  return { kind: RowKind.BANK_ENTRY, body: { ...came, externalId, ...changes } };
}

type DeedToTell = StagedDeed extends infer D
  ? D extends StagedDeed
    ? Omit<D, 'id'> & { id?: string }
    : never
  : never;

export function deed(told: DeedToTell): Row {
  return { kind: RowKind.MONEY_DEED, body: { id: randomUUID(), ...told } };
}

/** `policy` adds lines to the creditor's policy; levels in it take the place of the creditor's. */
export async function moneyDesk(policy = '', books?: Database): Promise<MoneyDesk> {
  const db = books ?? (await freshDatabase());
  const before = policy.includes('levels:') ? CREDITOR.slice(0, CREDITOR.indexOf('  levels:')) : CREDITOR;
  const loaded = readCreditor(before + policy);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const { creditor, hash } = loaded;
  await db.transaction(async (tx) => {
    const published = { creditor: 'waitc', hash, policy: creditor.policy, at: NOW, by: 'test' };
    const { version } = await publishPolicy(tx, published);
    await saveCreditor(tx, creditor, version);
  });
  const deps = depsOf(db);
  let batches = 0;
  const row = async (number: string) =>
    (await db.read((tx) => findInvoiceByNumber(tx, 'waitc', number))) as InvoiceRow;
  return {
    deps,
    row,
    async take(...rows) {
      const batchId = `batch-${++batches}`;
      await db.transaction(async (tx) => {
        await stageBatch(tx, { id: batchId, creditor: 'waitc', by: 'test', at: NOW });
        const staged = rows.map(({ kind, body }, index) => ({
          seq: index + 1,
          kind,
          line: index + 2,
          body: { ...body },
        }));
        await stageRows(tx, batchId, staged);
        await completeBatch(tx, batchId, rows.length, NOW);
      });
      const input = { creditor: 'waitc', batchId };
      const { taken, unchanged } = await takeIn(deps, input, NOW, () => undefined);
      const problems = await db.read((tx) => problemsOf(tx, batchId));
      return { taken, unchanged, refused: problems.map(({ problem }) => problem ?? '') };
    },
    step: (number, step) => takeStep(INVOICES, deps, step, { creditor: 'waitc', number, asOf: NOW }),
    async look(number) {
      await applyMessage(INVOICES, deps, {
        creditor: 'waitc',
        number,
        kind: 'ledgerChanged',
        message: { by: 'test' },
        commandId: randomUUID(),
        asOf: NOW,
      });
      return row(number);
    },
    ledger: async (number) => {
      const { id } = await row(number);
      return db.read((tx) => ledgerOf(tx, id));
    },
    unmatched: (filter = {}) => db.read((tx) => listUnmatched(tx, { ...filter, limit: 100 })),
    async woken() {
      return db.transaction(async (tx) => {
        const wakes = await pendingWakes(tx, 100);
        await removeWakes(
          tx,
          wakes.map(({ id }) => id),
        );
        return [...new Set(wakes.map(({ number }) => number))].sort();
      });
    },
  };
}
