import { z } from 'zod';
import { type CollectorReport, OrderStatus } from '../../domain/case/report.ts';
import { type Day, parseDay } from '../../domain/kernel/day.ts';
import { unkept } from '../../domain/kernel/keepable.ts';
import { EntryKind } from '../../domain/kernel/ledger.ts';
import { AmountSign, parseAmount } from '../../domain/kernel/money.ts';
import { words } from '../wire.ts';

/** Raised whenever a field changes its meaning or goes; fields that are not known are passed over. */
const REPORT_FORMAT = 'dunwell/collector-report/1';

/** The message for a value that is no `what`. */
function says(what: string, right: string) {
  return {
    error: ({ input }: { input?: unknown }) =>
      `is ${input === undefined ? 'missing' : `no ${what}`}; ${right}`,
  };
}

const AMOUNT = 'write an amount in quotes, like "12.50"';
const amount = z
  .string({
    error: ({ input }) =>
      typeof input === 'number'
        ? `stands without quotes; ${AMOUNT}`
        : says('amount', AMOUNT).error({ input }),
  })
  .max(40, says('amount', AMOUNT));
const id = (of: string) => {
  const error = says('id', `write the collector's own id of this ${of}, up to 200 characters`);
  return z.string(error).min(1, error).max(200, error);
};
const orderKey = z
  .string(says('key', 'write the key of the order as it came'))
  .min(1, says('key', 'write the key of the order as it came'));
const text = (longest: number) => {
  const error = says('text', `write up to ${longest} characters in quotes`);
  return z.string(error).max(longest, error);
};
const on = z.iso.date(says('day', 'write an ISO date like 2026-03-01'));
const currency = z
  .string(says('currency', 'write an ISO 4217 code like EUR'))
  .regex(/^[A-Z]{3}$/, says('currency', 'write an ISO 4217 code like EUR'));
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item, says('list', 'write all of them, [] when there are none'))
    .max(10_000, 'is longer than 10000');
const CHARGES = { COST: EntryKind.COST, INTEREST: EntryKind.INTEREST, FEE: EntryKind.FEE } as const;
const oneOf = (known: readonly string[]) => `write one of ${known.join(', ')}`;

/** A collector's report as it travels. */
export const reportSchema = z
  .object(
    {
      format: z.literal(REPORT_FORMAT, says('format known here', `write "${REPORT_FORMAT}"`)),
      order: orderKey.describe('Key of the order it is about.'),
      revision: z
        .int(says('revision', 'write a whole number that rises with every change'))
        .min(1, says('revision', 'write a whole number from 1 on'))
        .describe('Rises with every change: the highest is in force, whatever the order of arrival.'),
      status: z
        .enum(words(OrderStatus).enum, says('status', oneOf(Object.values(OrderStatus))))
        .describe(
          'received: not decided yet; accepted; rejected; withdrawn: a withdrawal took effect; closed: the work has ended.',
        ),
      reason: text(1000).nullable().default(null).describe('Why it was rejected, closed or withdrawn.'),
      receipts: list(
        z.object(
          { id: id('receipt'), amount, currency, on },
          says('receipt', 'write id, amount, currency, on'),
        ),
      ).describe('Money collected, all of it so far.'),
      charges: list(
        z.object(
          {
            id: id('charge'),
            kind: z.enum(CHARGES, says('kind of charge', oneOf(Object.values(CHARGES)))),
            amount,
            currency,
            on,
          },
          says('charge', 'write id, kind, amount, currency, on'),
        ),
      ).describe('Costs, interest and fees charged to the debtor, all of them so far.'),
      steps: list(z.object({ id: id('step'), what: text(1000), on }, says('step', 'write id, what, on')))
        .default([])
        .describe('What was done towards the debtor: a letter, a call, a visit.'),
      messages: list(
        z.object({ id: id('message'), text: text(10_000), on }, says('message', 'write id, text, on')),
      )
        .default([])
        .describe('Words to the creditor.'),
    },
    says('report', 'write a JSON object'),
  )
  .describe(
    'Everything a debt collector knows of one order, always whole. Amounts are decimals in quotes, days ISO dates.',
  );

type Written = z.output<typeof reportSchema>;

/** What was read, or what is wrong: each problem names the field, its value and what would be right. */
export type ReadReport =
  | { readonly ok: true; readonly report: CollectorReport }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a report; its amounts become minor units of their currencies. */
export function readReport(written: string): ReadReport {
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    return { ok: false, problems: ['it is no JSON; write a JSON object'] };
  }
  const wrong = unkept(value);
  if (wrong !== undefined) return { ok: false, problems: [problem(value, wrong.path, wrong.reason)] };
  const { success, data, error } = reportSchema.safeParse(value);
  if (!success)
    return { ok: false, problems: error.issues.map((issue) => problem(value, issue.path, issue.message)) };
  const problems = [...wrongAmounts(data), ...repeatedIds(data)].map(({ path, reason }) =>
    problem(value, path, reason),
  );
  return problems.length > 0 ? { ok: false, problems } : { ok: true, report: reportOf(data) };
}

function reportOf({ format: _, ...written }: Written): CollectorReport {
  const { receipts, charges, steps, messages } = written;
  return {
    ...written,
    receipts: receipts.map((one) => ({ ...one, amount: minorOf(one), on: dayOf(one.on) })),
    charges: charges.map((one) => ({ ...one, amount: minorOf(one), on: dayOf(one.on) })),
    steps: steps.map((one) => ({ ...one, on: dayOf(one.on) })),
    messages: messages.map((one) => ({ ...one, on: dayOf(one.on) })),
  };
}

/** Judged before. */
function minorOf(money: { readonly amount: string; readonly currency: string }): number {
  const parsed = parseAmount(money.amount, money.currency, AmountSign.positive);
  if (!parsed.ok) throw new RangeError(`An amount ${parsed.reason}.`);
  return parsed.minor;
}

function dayOf(iso: string): Day {
  const found = parseDay(iso);
  if (found === undefined) throw new RangeError(`${iso} is no day.`);
  return found;
}

interface Wrong {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

function wrongAmounts(written: Written): Wrong[] {
  return (['receipts', 'charges'] as const).flatMap((name) =>
    written[name].flatMap((money, i) => {
      const parsed = parseAmount(money.amount, money.currency, AmountSign.positive);
      return parsed.ok ? [] : [{ path: [name, i, 'amount'], reason: parsed.reason }];
    }),
  );
}

/** Two receipts under one id would be booked as one. */
function repeatedIds(written: Written): Wrong[] {
  return (['receipts', 'charges', 'steps', 'messages'] as const).flatMap((name) => {
    const seen = new Map<string, number>();
    return written[name].flatMap((one, i): Wrong[] => {
      const first = seen.get(one.id);
      if (first === undefined) seen.set(one.id, i);
      return first === undefined
        ? []
        : [{ path: [name, i, 'id'], reason: `is the id of ${name}[${first}] too; give each its own` }];
    });
  });
}

/** Free words may hold personal data; a problem names their field only. */
const FREE_WORDS = new Set<PropertyKey>(['text', 'what', 'reason']);
const LONGEST_SHOWN = 60;

function problem(value: unknown, path: readonly PropertyKey[], reason: string): string {
  const there = path.reduce<unknown>(
    (here, step) => (here as Record<PropertyKey, unknown> | null | undefined)?.[step],
    value,
  );
  const name = path.reduce<string>((before, step) => {
    if (typeof step === 'number') return `${before}[${step}]`;
    return before === '' ? String(step) : `${before}.${String(step)}`;
  }, '');
  const isShown =
    (typeof there === 'string' || typeof there === 'number') && !FREE_WORDS.has(path.at(-1) ?? '');
  const shown = isShown ? `${JSON.stringify(there).slice(0, LONGEST_SHOWN)} ` : '';
  return `${name === '' ? 'it' : `${name}:`} ${shown}${reason}`;
}
