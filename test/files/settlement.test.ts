import { describe, expect, it } from 'vitest';
import { parseDay } from '../../domain/kernel/day.ts';
import { readSettlement } from '../../files/settlement.ts';
import { mappingOf, readAll } from './read-all.ts';

const HEAD = 'case,receipt,receivedOn,amount,currency';

describe('a settlement file', () => {
  it('is read row by row, in minor units of its currencies', async () => {
    const content = `${HEAD}\n2026/001-1,R-1,2026-03-02,125.00,EUR\n2026/002-1,R-2,2026-03-03,4000,JPY\n`;
    const { rows, lines } = await readAll(content, readSettlement);
    expect(lines).toEqual([2, 3]);
    expect(rows).toEqual([
      {
        case: '2026/001-1',
        receipt: 'R-1',
        receivedOn: parseDay('2026-03-02'),
        amount: 12_500,
        currency: 'EUR',
      },
      {
        case: '2026/002-1',
        receipt: 'R-2',
        receivedOn: parseDay('2026-03-03'),
        amount: 4000,
        currency: 'JPY',
      },
    ]);
  });

  it.each<[string, string, string]>([
    ['no amount', '1-1,R,2026-03-02,0.00,EUR', 'amount: "0.00" must be more than zero'],
    ['a negative one', '1-1,R,2026-03-02,-5.00,EUR', 'amount: "-5.00" must not be negative'],
    ['no day', '1-1,R,02.03.2026,5.00,EUR', 'receivedOn: "02.03.2026" is no date in the form YYYY-MM-DD'],
    ['no receipt', '1-1,,2026-03-02,5.00,EUR', 'receipt: is blank; every row needs it'],
    ['no case', ',R,2026-03-02,5.00,EUR', 'case: is blank; every row needs it'],
    ['no currency', '1-1,R,2026-03-02,5.00,EURO', 'currency: "EURO" is no currency'],
  ])('with %s in a row keeps nothing else back', async (_, row, message) => {
    const { problems, rows } = await readAll(
      `${HEAD}\n${row}\n1-1,R-9,2026-03-02,5.00,EUR\n`,
      readSettlement,
    );
    expect(problems[0]).toContain(message);
    expect(rows).toHaveLength(1);
  });

  it('of another shape is read through a mapping', async () => {
    const mapping = mappingOf(`settlement:
  separator: ";"
  dates: DD.MM.YYYY
  decimalSign: ","
  columns:
    case: Aktenzeichen
    receipt: Beleg
    receivedOn: Eingang
    amount: Betrag
    currency: { always: EUR }
`);
    const content = 'Beleg;Aktenzeichen;Eingang;Betrag;Notiz\nR-1;1-1;02.03.2026;125,50;x\n';
    const { rows } = await readAll(content, (path) => readSettlement(path, { mapping }));
    expect(rows).toEqual([
      { case: '1-1', receipt: 'R-1', receivedOn: parseDay('2026-03-02'), amount: 12_550, currency: 'EUR' },
    ]);
  });
});
