import { InvalidArgumentError } from 'commander';
import { RowKind } from '../../../contracts/intake.ts';
import type { StagedDeed } from '../../../contracts/unmatched.ts';
import { findMoney, type UnmatchedRow } from '../../../db/intake/unmatched.ts';
import { formatAmount } from '../../../domain/kernel/money.ts';
import { money as moneyText } from '../../../read/kit/format.ts';
import { type Context, type Tenant, tenant, tenants } from '../../kit/context.ts';
import { WorkFailed } from '../../kit/failures.ts';
import { batchFor } from '../batch-for.ts';
import { type TellingOptions, telling, tellingId, tellRow } from '../tell-row.ts';

export interface DeedOptions extends TellingOptions {
  readonly reason?: string;
}

type WithoutId<D> = D extends StagedDeed ? Omit<D, 'id' | 'reason'> : never;
/** A deed before it has its id. */
export type DeedToTell = WithoutId<StagedDeed>;

/** Reads the number of unmatched money as the list shows it. */
export function entryOption(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) {
    throw new InvalidArgumentError('Write the number of the money, as `dunwell unmatched` shows it.');
  }
  return Number(text);
}

/** Stages a deed about money and says what came of it: only the worker writes it down. */
export function tellDeed(
  options: DeedOptions,
  entry: number,
  deedFor: (row: UnmatchedRow) => DeedToTell,
): Promise<void> {
  return telling(options, async (context) => {
    const row = await moneyNamed(context, entry);
    await tell(context, row.creditor, deedFor(row), options, async () => {
      const after = await moneyNamed(context, entry);
      return { says: inWords(after), about: asJson(after) };
    });
  });
}

/** The same for a deed that names a booking or an invoice. */
export function tellOther(
  options: DeedOptions,
  deedFor: (tenant: Tenant) => DeedToTell,
  says: string,
): Promise<void> {
  return telling(options, async (context) => {
    const one = await tenant(context);
    await tell(context, one.id, deedFor(one), options, async () => ({ says, about: {} }));
  });
}

async function tell(
  context: Context,
  creditor: string,
  told: DeedToTell,
  options: DeedOptions,
  outcome: () => Promise<{ readonly says: string; readonly about: object }>,
): Promise<void> {
  const { output } = context;
  const id = tellingId(options);
  const body = { ...told, id, ...(options.reason === undefined ? {} : { reason: options.reason }) };
  const row = { kind: RowKind.MONEY_DEED, body };
  const result = await tellRow(context, creditor, batchFor('money', id, body), row, options);
  const { says, about } = await outcome();
  if (output.isJson) await output.json({ result, says: result === 'staged' ? null : says, ...about });
  else if (result === 'staged')
    output.note('No worker is running: staged, to be taken when one runs (npm start).');
  else await output.line(says);
}

/** The money of that number; fails in words when there is none. */
async function moneyNamed(context: Context, entry: number): Promise<UnmatchedRow> {
  for (const { id } of await tenants(context)) {
    const row = await context.db.read((tx) => findMoney(tx, id, entry));
    if (row !== undefined) return row;
  }
  throw new WorkFailed(`There is no unmatched money ${entry}: \`dunwell unmatched\` lists what waits.`);
}

function inWords({ id, amount, settled, currency }: UnmatchedRow): string {
  const left = amount - settled;
  const all = moneyText(amount, currency);
  if (left === 0) return `Nothing of ${id} (${all}) waits any more.`;
  return left === amount
    ? `All of ${id} (${all}) waits.`
    : `${moneyText(left, currency)} of ${id} (${all}) waits.`;
}

function asJson({ id, creditor, amount, settled, currency }: UnmatchedRow): object {
  return {
    id,
    creditor,
    amount: formatAmount(amount, currency),
    left: formatAmount(amount - settled, currency),
    currency,
  };
}
