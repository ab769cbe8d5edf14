import { type DateFormat, dateFormat, TWO_DIGIT_YEARS_FROM } from './dates.ts';
import type { FileKind } from './fields.ts';
import type { AmountRule, FileMapping, Mapping, NegativeInvoices, Source, Words } from './mapping.ts';
import type { MappingFile, WrittenAmount, WrittenNegatives, WrittenSource } from './mapping-schema.ts';
import type { Condition } from './row-filter.ts';

type Section = NonNullable<MappingFile[FileKind]>;

/** What a mapping file says, as its readers need it; the file was checked before. */
export function buildMapping({ invoices, payments, ...others }: MappingFile): Mapping {
  const built = Object.entries(others).flatMap(([kind, section]) =>
    section === undefined ? [] : [[kind, build(section)] as const],
  );
  return {
    ...(invoices === undefined ? {} : { invoices: { ...build(invoices), ...ofInvoices(invoices) } }),
    ...(payments === undefined ? {} : { payments: { ...build(payments), ...ofPayments(payments) } }),
    ...Object.fromEntries(built),
  };
}

function ofInvoices({ settled, negativeRows }: NonNullable<MappingFile['invoices']>): Partial<FileMapping> {
  return {
    ...(settled === undefined ? {} : { settledOn: settled.on.trim() }),
    ...(negativeRows === undefined ? {} : { negativeInvoices: negatives(negativeRows) }),
  };
}

function ofPayments({ negativeRows }: NonNullable<MappingFile['payments']>): Partial<FileMapping> {
  return negativeRows === undefined ? {} : { negativePayments: negativeRows };
}

function build(section: Section): FileMapping {
  const { encoding, linesAbove = 0, headerHas, separator, year, decimalSign, thousands, units } = section;
  const { amount, ...others } = section.columns as Readonly<Record<string, WrittenSource | undefined>> & {
    readonly amount?: WrittenAmount;
  };
  const columns = new Map<string, Source>();
  const datesOf = new Map<string, DateFormat>();
  const century = section.twoDigitYearsFrom ?? TWO_DIGIT_YEARS_FROM;
  for (const [field, source] of Object.entries(others)) {
    if (source === undefined) continue;
    columns.set(field, sourceOf(source));
    if (typeof source !== 'string' && 'dates' in source && source.dates !== undefined) {
      datesOf.set(field, formatOf(source.dates, century));
    }
  }
  const amountColumn = amount === undefined ? undefined : columnOf(amount);
  if (amountColumn !== undefined) columns.set('amount', amountColumn);
  return {
    encoding,
    header: headerHas === undefined ? { linesAbove } : { has: headerHas.map((name) => name.trim()) },
    separator,
    dates: formatOf(section.dates, century),
    datesOf,
    ...(year === undefined ? {} : { year: typeof year === 'number' ? { year } : year }),
    numbers: {
      decimalSign,
      thousands,
      // The longest first: `kr.` would else leave its point to the digits.
      units: [...(units ?? [])].map((unit) => unit.trim()).sort((a, b) => b.length - a.length),
    },
    columns,
    amount: amountRule(amount),
    where: new Map(Object.entries(section.where ?? {}).map(([name, is]) => [name.trim(), condition(is)])),
  };
}

function formatOf(pattern: string, century: number): DateFormat {
  const format = dateFormat(pattern, century);
  if (typeof format === 'string') throw new Error(`unchecked date format ${pattern}: ${format}`);
  return format;
}

/** Values of the file are compared by their text without regard to case, as people type Yes, YES and yes. */
function sourceOf(source: WrittenSource): Source {
  if (typeof source === 'string') return { columns: [source.trim()], join: '' };
  if ('always' in source) return { always: String(source.always).trim() };
  const columns = 'columns' in source ? source.columns : [source.column];
  const { values, after } = source;
  return {
    columns: columns.map((name) => name.trim()),
    join: 'join' in source ? (source.join ?? ' ') : ' ',
    ...(values === undefined ? {} : { values: valuesOf(values) }),
    ...(after === undefined ? {} : { after }),
  };
}

function valuesOf(values: Readonly<Record<string, string | boolean | number>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(values).map(([from, to]) => [plain(from), String(to)] as const));
}

function columnOf(amount: WrittenAmount): Source {
  if (typeof amount === 'string') return sourceOf(amount);
  return 'plus' in amount
    ? { columns: [amount.plus.trim()], join: '' }
    : { columns: [amount.column.trim()], join: '' };
}

function amountRule(amount: WrittenAmount | undefined): AmountRule {
  if (amount === undefined || typeof amount === 'string') return { ignoresSigns: false, reversed: false };
  const reversed = amount.reversed ?? false;
  if ('plus' in amount) return { ignoresSigns: false, reversed, minusColumn: amount.minus.trim() };
  const { sign } = amount;
  if (sign === undefined || sign === 'none') return { ignoresSigns: sign === 'none', reversed };
  const { column, plus, minus } = sign;
  const named = {
    column: column.trim(),
    ...(plus === undefined ? {} : { plus: wordsOf(plus) }),
    ...(minus === undefined ? {} : { minus: wordsOf(minus) }),
  };
  return { ignoresSigns: false, reversed, sign: named };
}

function negatives(written: WrittenNegatives): NegativeInvoices {
  if (typeof written === 'string') return { are: written };
  const { creditOn, externalId, otherwise } = written;
  return {
    are: 'credit',
    on: sourceOf(creditOn),
    ...(externalId === undefined ? {} : { externalId: sourceOf(externalId) }),
    ...(otherwise === undefined ? {} : { otherwise }),
  };
}

type WrittenCondition = NonNullable<Section['where']>[string];

function condition(written: WrittenCondition): Condition {
  if (typeof written !== 'object' || Array.isArray(written)) return { oneOf: wordsOf(written) };
  return 'blank' in written ? { blank: written.blank } : { noneOf: wordsOf(written.not) };
}

type Written = string | boolean | number;

function wordsOf(words: Written | readonly Written[]): Words {
  return new Set((Array.isArray(words) ? words : [words]).map((word) => plain(String(word))));
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}
