import { z } from 'zod';
import { fields } from '../config/broken-rule.ts';
import { flag, oneOf, says, section, unknownKey, whole } from '../config/fields.ts';
import { EntryKind } from '../domain/kernel/ledger.ts';
import { MOST_LINES_ABOVE } from './above-header.ts';
import { dateFormat } from './dates.ts';
import { Encoding, encodingMeant } from './encoding.ts';
import { FILE_FIELDS, type FileKind } from './fields.ts';

type Issue = { readonly input?: unknown };

/** The message for what fits none of several shapes: the key that is unknown to all of them, or what would be right. */
function fitsNone(what: string, right: string, keys: readonly string[]) {
  return (issue: Issue): string => {
    const unknown = Object.keys(fields(issue.input)).find((key) => !keys.includes(key));
    return unknown === undefined
      ? says(what, right)(issue)
      : `has ${unknown}, which ${unknownKey(unknown, keys)}`;
  };
}

const columnRight =
  'write the column\'s name, { always: "EUR" }, { column: Disputed, values: { "Yes": yes, "No": no } } or { columns: [Year, Number], join: "/" }';

const columnName = z
  .string({ error: says('column name', columnRight) })
  .min(1, { error: says('column name', columnRight) });

const value = z.union([z.string(), z.boolean(), z.number()], {
  error: says('value', 'write a text, a number, true or false'),
});
const words = z.union([value, z.array(value).min(1)], {
  error: says('value', 'write one value or [several]'),
});

const date = z
  .string({ error: says('date format', 'write one such as DD.MM.YYYY') })
  .check(({ value: pattern, issues }) => {
    const format = dateFormat(pattern);
    if (typeof format === 'string') issues.push({ code: 'custom', message: format, input: pattern });
  });

const ofText = { values: z.record(z.string(), value).optional(), after: z.string().min(1).optional() };
const SOURCE_KEYS = ['always', 'column', 'columns', 'join', 'values', 'after', 'dates'];

const source = z.union(
  [
    columnName,
    section({ always: value }, 'constant'),
    section({ column: columnName, ...ofText, dates: date.optional() }, 'column'),
    section(
      { columns: z.array(columnName).min(1), join: z.string().optional(), ...ofText },
      'list of columns',
    ),
  ],
  { error: fitsNone('column', columnRight, SOURCE_KEYS) },
);

const amountRight =
  "write the column's name, { column: Amount, sign: { column: S/H, plus: S, minus: H } } or { plus: Debit, minus: Credit }";
const reversed = flag('reversed').optional();
const sign = z.union(
  [
    z.literal('none'),
    section({ column: columnName, plus: words.optional(), minus: words.optional() }, 'sign').refine(
      ({ plus, minus }) => plus !== undefined || minus !== undefined,
      { error: 'says neither plus nor minus; write one or both, such as { column: S/H, minus: H }' },
    ),
  ],
  {
    error: fitsNone('sign', 'write { column: S/H, plus: S, minus: H }, or none when it says nothing', [
      'column',
      'plus',
      'minus',
    ]),
  },
);

const amount = z.union(
  [
    columnName,
    section({ column: columnName, sign: sign.optional(), reversed }, 'amount'),
    section({ plus: columnName, minus: columnName, reversed }, 'amount'),
  ],
  { error: fitsNone('amount', amountRight, ['column', 'sign', 'reversed', 'plus', 'minus']) },
);

function columnsOf(kind: FileKind) {
  const { required, optional } = FILE_FIELDS[kind];
  const known = [...required, ...optional].filter((field) => field !== 'amount');
  const texts = Object.fromEntries(known.map((field) => [field, source.optional()] as const));
  const all = required.some((field) => field === 'amount') ? { ...texts, amount: amount.optional() } : texts;
  return section(all as Record<string, z.ZodOptional<typeof source>>, 'list of columns').default({});
}

const condition = z.union(
  [words, section({ not: words }, 'condition'), section({ blank: flag('blank') }, 'condition')],
  {
    error: fitsNone('condition', 'write a value, [several], { not: [several] } or { blank: true }', [
      'not',
      'blank',
    ]),
  },
);

const unitRight = 'write signs and units such as [€, EUR, kr]; digits, points and commas are none';
const unit = z
  .string({ error: says('unit', unitRight) })
  .regex(/^[^\d,'’+()−–-]*[^\d,.'’+()−–\s-][^\d,'’+()−–-]*$/, { error: says('unit', unitRight) });

const year = z.union(
  [
    whole(1900, 2199, 'year'),
    section(
      { line: whole(1, MOST_LINES_ABOVE, 'line'), field: whole(1, 1000, 'field') },
      'place of the year',
    ),
  ],
  {
    error: fitsNone('year', 'write 2026, or { line: 1, field: 13 } when a line above the header has it', [
      'line',
      'field',
    ]),
  },
);

function formats(kind: FileKind) {
  return {
    encoding: oneOf(Object.values(Encoding) as [Encoding, ...Encoding[]], 'encoding', encodingMeant).default(
      Encoding.UTF_8,
    ),
    linesAbove: whole(0, MOST_LINES_ABOVE, 'number of lines').optional(),
    headerHas: z
      .array(columnName, { error: says('list of columns', 'write [Datum, Betrag]') })
      .min(1)
      .optional(),
    separator: oneOf([',', ';', '|', '\t'], 'separator').default(','),
    dates: date.default('YYYY-MM-DD'),
    twoDigitYearsFrom: whole(1900, 2100, 'year').optional(),
    year: year.optional(),
    decimalSign: oneOf(['.', ','], 'decimal sign').default('.'),
    thousands: oneOf(['.', ',', ' ', "'"], 'thousands separator').optional(),
    units: z
      .array(unit, { error: says('list of units', unitRight) })
      .min(1)
      .optional(),
    where: z.record(z.string().min(1), condition).optional(),
    columns: columnsOf(kind),
  };
}

const settled = section({ on: columnName }, 'settled section').optional();

const otherwise = oneOf(['skip', 'customerCredit'], 'rule');
const negativesRight = 'write { creditOn: Invoice }, customerCredit or skip';
const negativeInvoices = z.union(
  [
    otherwise,
    section(
      { creditOn: source, externalId: source.optional(), otherwise: otherwise.optional() },
      'rule for negative rows',
    ),
  ],
  { error: fitsNone('rule for negative rows', negativesRight, ['creditOn', 'externalId', 'otherwise']) },
);
const negativePayments = oneOf(['skip', ...Object.values(EntryKind)], 'rule for negative rows');

/** A mapping file as it is written. */
export const mappingSchema = section(
  {
    invoices: section(
      { ...formats('invoices'), settled, negativeRows: negativeInvoices.optional() },
      'invoices section',
    ).optional(),
    payments: section(
      { ...formats('payments'), negativeRows: negativePayments.optional() },
      'payments section',
    ).optional(),
    customers: section(formats('customers'), 'customers section').optional(),
    settlement: section(formats('settlement'), 'settlement section').optional(),
    contacts: section(formats('contacts'), 'contacts section').optional(),
    disconnections: section(formats('disconnections'), 'disconnections section').optional(),
    holds: section(formats('holds'), 'holds section').optional(),
    plans: section(formats('plans'), 'plans section').optional(),
    reports: section(formats('reports'), 'reports section').optional(),
    cases: section(formats('cases'), 'cases section').optional(),
    deliveryFeedback: section(formats('deliveryFeedback'), 'deliveryFeedback section').optional(),
    feedback: section(formats('feedback'), 'feedback section').optional(),
  },
  'mapping file',
);

export type MappingFile = z.output<typeof mappingSchema>;
export type WrittenSource = z.output<typeof source>;
export type WrittenAmount = z.output<typeof amount>;
export type WrittenNegatives = z.output<typeof negativeInvoices>;
