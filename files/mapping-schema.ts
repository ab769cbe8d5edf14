import { z } from 'zod';
import { type BrokenRule, type Fields, fields } from '../config/broken-rule.ts';
import { currencyProblem } from '../config/currency.ts';
import { oneOf, says, section } from '../config/fields.ts';
import { dateFormat } from './dates.ts';
import { FILE_FIELDS, type FileKind } from './fields.ts';

const columnRight =
  'write the column\'s name, { always: "EUR" } or { column: Disputed, values: { "Yes": yes, "No": no } }';

const columnName = z
  .string({ error: says('column name', columnRight) })
  .min(1, { error: says('column name', columnRight) });

const value = z.union([z.string(), z.boolean(), z.number()], {
  error: says('value', 'write a text, a number, true or false'),
});

const source = z.union(
  [
    columnName,
    section({ always: value }, 'constant'),
    section({ column: columnName, values: z.record(z.string(), value).optional() }, 'column'),
  ],
  { error: says('column', columnRight) },
);

const date = z
  .string({ error: says('date format', 'write one such as DD.MM.YYYY') })
  .check(({ value: pattern, issues }) => {
    const format = dateFormat(pattern);
    if (typeof format === 'string') issues.push({ code: 'custom', message: format, input: pattern });
  });

function columnsOf(kind: FileKind) {
  const { required, optional } = FILE_FIELDS[kind];
  const fields = [...required, ...optional].map((field) => [field, source.optional()] as const);
  return section(Object.fromEntries(fields), 'list of columns').default({});
}

function formats(kind: FileKind) {
  return {
    separator: oneOf([',', ';', '|', '\t'], 'separator').default(','),
    dates: date.default('YYYY-MM-DD'),
    decimalSign: oneOf(['.', ','], 'decimal sign').default('.'),
    thousands: oneOf(['.', ',', ' ', "'"], 'thousands separator').optional(),
    columns: columnsOf(kind),
  };
}

const settled = section({ on: columnName }, 'settled section').optional();

/** A mapping file as it is written. */
export const mappingSchema = section(
  {
    invoices: section({ ...formats('invoices'), settled }, 'invoices section').optional(),
    payments: section(formats('payments'), 'payments section').optional(),
    customers: section(formats('customers'), 'customers section').optional(),
    settlement: section(formats('settlement'), 'settlement section').optional(),
    contacts: section(formats('contacts'), 'contacts section').optional(),
    disconnections: section(formats('disconnections'), 'disconnections section').optional(),
    feedback: section(formats('feedback'), 'feedback section').optional(),
  },
  'mapping file',
);

export type MappingFile = z.output<typeof mappingSchema>;

/** The rules of a mapping file that look at more than one field. */
export function brokenMappingRules(file: unknown): BrokenRule[] {
  const sections = fields(file);
  const kinds = Object.keys(FILE_FIELDS).filter((kind) => sections[kind] !== undefined);
  if (Object.keys(sections).length === 0) {
    return [{ path: [], reason: `maps nothing; write a section ${Object.keys(FILE_FIELDS).join(', ')}` }];
  }
  return kinds.flatMap((kind) => sectionRules(kind, fields(sections[kind])));
}

function sectionRules(kind: string, { thousands, decimalSign = '.', columns }: Fields): BrokenRule[] {
  const broken: BrokenRule[] = [];
  if (thousands !== undefined && thousands === decimalSign) {
    broken.push({ path: [kind, 'thousands'], reason: 'is the decimal sign too; they must differ' });
  }
  const { always } = fields(fields(columns).currency);
  const reason = typeof always === 'string' ? currencyProblem(always) : undefined;
  if (reason !== undefined) broken.push({ path: [kind, 'columns', 'currency', 'always'], reason });
  return broken;
}
