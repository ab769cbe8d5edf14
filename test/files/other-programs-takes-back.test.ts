import { describe, expect, it } from 'vitest';
import { parseDay } from '../../domain/kernel/day.ts';
import { readInvoices } from '../../files/invoices.ts';
import { mappingOf, readAll } from './read-all.ts';
import { invoices } from './read-other-programs.ts';

const DANISH = `Fakturanr;Kundenr;Bogføringsdato;Forfaldsdato;Tekst;Beløb;Valuta
5001;10;17-05-2026;16-06-2026;"Kortkøb
Kvittering 123";1.234,56;DKK
5002;10;17-05-2026;16-06-2026;Kreditnota til 5001;234,56-;DKK
5003;11;18-05-2026;17-06-2026;Abonnement;99,5;DKK
`;
const DANISH_MAPPING = `
invoices:
  separator: ";"
  dates: DD-MM-YYYY
  decimalSign: ","
  thousands: "."
  columns:
    number: Fakturanr
    customer: Kundenr
    issuedOn: Bogføringsdato
    dueOn: Forfaldsdato
    amount: Beløb
    currency: Valuta
`;
const MAY = (day: number) => parseDay(`2026-05-${day}`);
const DANISH_CLAIMS = [
  ['5001', MAY(17), parseDay('2026-06-16'), 123_456],
  ['5003', MAY(18), parseDay('2026-06-17'), 9_950],
];

describe('a row that takes back is never a claim', () => {
  it('but a credit on the invoice that it names, under an id of its own (F2)', async () => {
    const rule = '  negativeRows: { creditOn: { column: Tekst, after: "Kreditnota til" } }\n';
    expect(await invoices(DANISH, DANISH_MAPPING + rule)).toEqual({
      claims: DANISH_CLAIMS,
      booked: [['credit', '5001', MAY(17), 23_456, 'credit/5002']],
      problems: [],
    });
  });

  it('or left out, which is said', async () => {
    expect(await invoices(DANISH, `${DANISH_MAPPING}  negativeRows: skip\n`)).toEqual({
      claims: DANISH_CLAIMS,
      booked: [],
      problems: ['f.csv:5: rows were left out, as the mapping says: 1 with a negative amount'],
    });
  });

  it('and refused without a rule, with what to write', async () => {
    expect(await invoices(DANISH, DANISH_MAPPING)).toEqual({
      claims: DANISH_CLAIMS,
      booked: [],
      problems: [
        'f.csv:4: amount (Beløb): "234,56-" is negative, and a credit note is no claim: write negativeRows: { creditOn: COLUMN }, with the column that names the invoice, customerCredit or skip, in the mapping',
      ],
    });
  });

  it('and refused where it names no invoice, unless the mapping says what it is then', async () => {
    const unnamed = DANISH.replace('Kreditnota til 5001', 'Bonus');
    const rule = 'creditOn: { column: Tekst, after: "Kreditnota til" }';
    expect((await invoices(unnamed, `${DANISH_MAPPING}  negativeRows: { ${rule} }\n`)).problems).toEqual([
      'f.csv:4: creditOn (Tekst): names no invoice that the credit is on; fill it in, or write otherwise: customerCredit or skip beside creditOn',
    ]);
    expect(
      await invoices(unnamed, `${DANISH_MAPPING}  negativeRows: { ${rule}, otherwise: skip }\n`),
    ).toEqual({
      claims: DANISH_CLAIMS,
      booked: [],
      problems: ['f.csv:5: rows were left out, as the mapping says: 1 with a negative amount'],
    });
  });

  it('or a credit of the customer that stands alone', async () => {
    const mapping = mappingOf(`${DANISH_MAPPING}  negativeRows: customerCredit\n`);
    const { good, problems } = await readAll(DANISH, (path) => readInvoices(path, { mapping }));
    expect(good.flatMap((one) => one.payments)).toEqual([
      {
        customer: '10',
        bookedOn: MAY(17),
        amount: 23_456,
        currency: 'DKK',
        externalId: 'credit/5002',
        kind: 'credit',
      },
    ]);
    expect(problems).toEqual([]);
  });

  it.each(['(234,56)', '-234,56', '−234,56', '234,56 -', '- kr 234,56', '234,56- kr'])(
    'however its minus is written: %s',
    async (amount) => {
      const rule = '  units: [kr]\n  negativeRows: { creditOn: { column: Tekst, after: til } }\n';
      const { booked } = await invoices(DANISH.replace('234,56-', amount), DANISH_MAPPING + rule);
      expect(booked).toEqual([['credit', '5001', MAY(17), 23_456, 'credit/5002']]);
    },
  );
});
