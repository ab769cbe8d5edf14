import { describe, expect, it } from 'vitest';
import { parseDay } from '../../domain/kernel/day.ts';
import { readCustomers } from '../../files/customers.ts';
import { mappingOf, readAll } from './read-all.ts';
import { invoices } from './read-other-programs.ts';

describe('a mapping names what else is written otherwise', () => {
  const HEAD = 'number,customer,issuedOn,dueOn,amount';
  const read = async (row: string, yaml: string, head = HEAD) => invoices(`${head}\n${row}\n`, yaml);

  it.each([
    ['69', '2069'],
    ['70', '1970'],
    ['99', '1999'],
  ])('years of two digits: %s is %s', async (short, year) => {
    const { claims } = await read(`1,C,31.12.${short},,1.00`, 'invoices: { dates: DD.MM.YY }');
    expect(claims).toEqual([['1', parseDay(`${year}-12-31`), undefined, 100]]);
  });

  it.each([
    ['26', '1926'],
    ['25', '2025'],
  ])('or of the hundred years it names, which birth dates need: %s is %s', async (short, year) => {
    const mapping = mappingOf(
      'customers: { dates: DD-MM-YY, twoDigitYearsFrom: 1926, columns: { birthDate: born } }',
    );
    const { rows } = await readAll(`customer,name,born\nC,N,01-02-${short}\n`, (path) =>
      readCustomers(path, { mapping }),
    );
    expect(rows).toMatchObject([{ birthDate: parseDay(`${year}-02-01`) }]);
  });

  it('days without a year, also where programs drop the leading zero', async () => {
    const yaml = 'invoices: { dates: DMM, year: 2026 }';
    for (const [written, day] of [
      ['0110', '2026-10-01'],
      ['110', '2026-10-01'],
      ['3112', '2026-12-31'],
    ]) {
      expect((await read(`1,C,${written},,1.00`, yaml)).claims).toEqual([
        ['1', parseDay(day ?? ''), undefined, 100],
      ]);
    }
    expect((await read('1,C,2902,,1.00', 'invoices: { dates: DDMM, year: 2028 }')).claims).toHaveLength(1);
    expect((await read('1,C,2902,,1.00', 'invoices: { dates: DDMM, year: 2026 }')).claims).toEqual([
      ['1', parseDay('2028-02-29'), undefined, 100],
    ]);
  });

  it('dates of one column by themselves', async () => {
    const yaml = 'invoices: { dates: DD.MM.YYYY, columns: { dueOn: { column: dueOn, dates: YYYYMMDD } } }';
    expect((await read('1,C,01.10.2026,20261031,1.00', yaml)).claims).toEqual([
      ['1', parseDay('2026-10-01'), parseDay('2026-10-31'), 100],
    ]);
  });

  it.each([
    ["CHF 1'000.00", { decimalSign: '.', thousands: "'", units: ['CHF'] }, 'CHF', 100_000],
    ['1’000.00 CHF', { decimalSign: '.', thousands: "'", units: ['CHF'] }, 'CHF', 100_000],
    ['EUR 5,00', { decimalSign: ',', units: ['EUR', '€'] }, 'EUR', 500],
    ['€5,00', { decimalSign: ',', units: ['EUR', '€'] }, 'EUR', 500],
    ['kr. 1 234,50', { decimalSign: ',', thousands: ' ', units: ['kr', 'kr.'] }, 'SEK', 123_450],
    ['+5.00', {}, 'EUR', 500],
  ])('units and separators: %s', async (written, formats, unit, amount) => {
    const yaml = JSON.stringify({ invoices: { ...formats, columns: { currency: { always: unit } } } });
    expect((await read(`1,C,2026-10-01,,"${written}"`, yaml)).claims).toEqual([
      ['1', parseDay('2026-10-01'), undefined, amount],
    ]);
  });

  it.each([
    ['5,00 €', 'CHF', "is written in €, and the row's currency is CHF"],
    ['5,00 kr', 'EUR', "is written in kr, and the row's currency is EUR"],
    [
      '5,-',
      'EUR',
      'is no amount with decimal sign "," and no separator between thousands; write one like 123,45',
    ],
    [
      '--5,00',
      'EUR',
      'is no amount with decimal sign "," and no separator between thousands; write one like 123,45',
    ],
    [
      '5,00 ₤',
      'EUR',
      'is no amount with decimal sign "," and no separator between thousands; write one like 123,45; units: [₤] reads amounts with ₤',
    ],
  ])('but refuses %s in %s', async (written, unit, reason) => {
    const yaml = JSON.stringify({
      invoices: { decimalSign: ',', units: ['€', 'kr'], columns: { currency: { always: unit } } },
    });
    expect((await read(`1,C,2026-10-01,,"${written}"`, yaml)).problems).toEqual([
      `f.csv:2: amount: ${JSON.stringify(written)} ${reason}`,
    ]);
  });

  it('several columns joined, the blank ones left out', async () => {
    const yaml = 'invoices: { columns: { number: { columns: [Jahr, Nr], join: "/" } } }';
    const head = 'Jahr,Nr,customer,issuedOn,dueOn,amount';
    expect((await read('2026,7,C,2026-10-01,,1.00', yaml, head)).claims[0]?.[0]).toBe('2026/7');
    expect((await read(',7,C,2026-10-01,,1.00', yaml, head)).claims[0]?.[0]).toBe('7');
    expect((await read(',,C,2026-10-01,,1.00', yaml, head)).problems).toEqual([
      'f.csv:2: number (Jahr + Nr): is blank; every row needs it',
    ]);
  });

  it('rows that count, by value, by what they are not, and by blank or not', async () => {
    const file = `${HEAD},Art,Bezahlt\n1,C,2026-10-01,,1.00,RV,\n2,C,2026-10-01,,1.00,dz,\n3,C,2026-10-01,,1.00,DG,2026-11-01\nTotal\n`;
    const taken = async (where: object) => {
      const { claims, problems } = await invoices(file, JSON.stringify({ invoices: { where } }));
      return [claims.map(([number]) => number), problems];
    };
    const leftOut = (n: number) => [`f.csv:5: rows were left out, as the mapping says: ${n} by where`];
    expect(await taken({ Art: 'rv' })).toEqual([['1'], leftOut(3)]);
    expect(await taken({ Art: ['RV', 'DZ'] })).toEqual([['1', '2'], leftOut(2)]);
    expect(await taken({ Art: { not: ['RV', ''] } })).toEqual([['2', '3'], leftOut(2)]);
    expect(await taken({ Art: { blank: false } })).toEqual([['1', '2', '3'], leftOut(1)]);
    expect(await taken({ Art: { blank: false }, Bezahlt: { blank: true } })).toEqual([
      ['1', '2'],
      leftOut(2),
    ]);
    expect(await taken({ Arte: 'RV' })).toEqual([
      [],
      ['f.csv:1: where: column Arte is missing; did you mean Art?'],
    ]);
    expect(await taken({ customer: 'C' })).toEqual([['1', '2', '3'], leftOut(1)]);
  });

  it('and columns that it does not speak of may stand twice, and rows may end in separators', async () => {
    const head = 'number,customer,issuedOn,dueOn,amount,Text,Text';
    expect((await read('1,C,2026-10-01,,1.00,a,b,,', 'invoices: {}', head)).claims).toHaveLength(1);
    expect((await read('1,C,2026-10-01,,1.00,a,b,,c', 'invoices: {}', head)).problems).toEqual([
      'f.csv:2: has 9 fields and the header 7; quote a field that has the separator in it',
    ]);
    const named = 'invoices: { columns: { reference: Text } }';
    expect((await read('1,C,2026-10-01,,1.00,a,b', named, head)).problems).toEqual([
      'f.csv:1: Text: stands in columns 6 and 7; keep one',
    ]);
  });
});
