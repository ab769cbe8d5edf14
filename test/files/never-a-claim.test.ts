import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readInvoices } from '../../files/invoices.ts';
import { mappingOf, readAll } from './read-all.ts';

interface Row {
  readonly cents: number;
  readonly isCredit: boolean;
}

/** Ways in which programs write that a row takes back: the columns of an amount, its cells, and what to write of it. */
const WAYS: Readonly<
  Record<string, { columns: string; cells: (text: string, isCredit: boolean) => string; amount: string }>
> = {
  'a minus before': {
    columns: 'Betrag',
    cells: (text, isCredit) => (isCredit ? `-${text}` : text),
    amount: 'Betrag',
  },
  'a minus behind': {
    columns: 'Betrag',
    cells: (text, isCredit) => (isCredit ? `${text}-` : text),
    amount: 'Betrag',
  },
  parentheses: {
    columns: 'Betrag',
    cells: (text, isCredit) => (isCredit ? `(${text})` : text),
    amount: 'Betrag',
  },
  'S and H': {
    columns: 'Betrag;S/H',
    cells: (text, isCredit) => `${text};${isCredit ? 'H' : 'S'}`,
    amount: '{ column: Betrag, sign: { column: S/H, minus: H } }',
  },
  'two columns': {
    columns: 'Soll;Haben',
    cells: (text, isCredit) => (isCredit ? `;${text}` : `${text};`),
    amount: '{ plus: Soll, minus: Haben }',
  },
  'a kind': {
    columns: 'Betrag;Art',
    cells: (text, isCredit) => `${text};${isCredit ? 'Gutschrift' : 'Rechnung'}`,
    amount: '{ column: Betrag, sign: { column: Art, minus: Gutschrift } }',
  },
};

const RULES = [
  '',
  'negativeRows: skip, ',
  'negativeRows: customerCredit, ',
  'negativeRows: { creditOn: Zu }, ',
];

const anyRow = fc.record({ cents: fc.integer({ min: 1, max: 10_000_000 }), isCredit: fc.boolean() });

it('a row that takes back is never a claim: it is a credit of its amount, left out, or refused, and all others are', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(WAYS)),
      fc.constantFrom(...RULES),
      fc.boolean(),
      fc.array(anyRow, { minLength: 1, maxLength: 12 }),
      async (way, rule, isTold, rows: readonly Row[]) => {
        const { columns, cells, amount } = WAYS[way] ?? { columns: '', cells: () => '', amount: '' };
        const lines = rows.map(({ cents, isCredit }, i) => {
          const text = `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
          return `R-${i};K;2026-10-01;;Zu-${i};${cells(text, isCredit)}`;
        });
        // Told or not: what a mapping leaves out must not make a claim of a credit either.
        const read = isTold ? amount : columns.split(';')[0];
        const fields = `number: Nr, customer: Kunde, issuedOn: Datum, dueOn: Bis, amount: ${read}, currency: { always: EUR }`;
        const mapping = mappingOf(
          `invoices: { separator: ";", decimalSign: ",", ${rule}columns: { ${fields} } }`,
        );
        const content = `Nr;Kunde;Datum;Bis;Zu;${columns}\n${lines.join('\n')}\n`;
        const { good, bad } = await readAll(content, (path) => readInvoices(path, { mapping }));
        const claims = good.flatMap(({ row }) => (row === undefined ? [] : [[row.number, row.amount]]));
        const debits = rows.flatMap(({ cents, isCredit }, i) => (isCredit ? [] : [[`R-${i}`, cents]]));
        expect(claims).toEqual(debits);
        const credits = rows.flatMap(({ cents, isCredit }, i) => (isCredit ? [{ line: i + 2, cents }] : []));
        const refused = new Set(bad.filter(({ refuses }) => refuses === 'row').map(({ line }) => line));
        const booked = good.flatMap((one) => (one.row === undefined ? one.payments : []));
        const left = rule.includes('skip') ? [] : credits.filter(({ line }) => !refused.has(line));
        expect(booked.map((row) => row.amount)).toEqual(left.map(({ cents }) => cents));
        if (rule === '') expect(refused.size).toBe(credits.length);
      },
    ),
    { numRuns: 300 },
  );
});
