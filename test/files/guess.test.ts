import { describe, expect, it } from 'vitest';
import { guessAmounts } from '../../files/guess/amounts.ts';
import { guessDates } from '../../files/guess/dates.ts';
import { type GuessKind, guessMapping } from '../../files/guess/guess.ts';
import { fold, likeness, SYNONYMS } from '../../files/guess/synonyms.ts';
import { readInvoices } from '../../files/invoices.ts';
import { isBad } from '../../files/item.ts';
import { readMapping } from '../../files/load-mapping.ts';
import { withFile } from './read-all.ts';

async function guess(content: string | Uint8Array, kind?: GuessKind) {
  const found = await withFile(content, (path) => guessMapping(path, { kind, year: 2026 }));
  if (!found.ok) return { reason: found.reason, yaml: '', unclear: [] };
  const read = readMapping(found.yaml);
  return { ...found, reason: '', read };
}

/** What the guess of a file says, without its comments. */
async function guessed(content: string | Uint8Array, kind?: GuessKind): Promise<string> {
  const { yaml } = await guess(content, kind);
  return yaml
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.replace(/ {2}# .*$/, ''))
    .join('\n');
}

describe('a date format is guessed', () => {
  it.each<[readonly string[], string | undefined, string?]>([
    [['2026-10-01', '2026-12-31'], 'YYYY-MM-DD'],
    [['01.10.2026', '31.12.2026'], 'DD.MM.YYYY'],
    [['1.10.2026', '31.12.2026'], 'D.M.YYYY'],
    [['13/10/2026'], 'DD/MM/YYYY'],
    [['10/13/2026'], 'MM/DD/YYYY'],
    [['1/26/2012', '11/2/2012'], 'M/D/YYYY'],
    [['01/10/2026', '02/11/2026'], 'DD/MM/YYYY', 'MM/DD/YYYY'],
    [['20261001'], 'YYYYMMDD'],
    [['31122026'], 'DDMMYYYY'],
    [['31.12.26'], 'DD.MM.YY'],
    [['311226'], 'DDMMYY', 'YYMMDD'],
    [['0110', '3112'], 'DDMM'],
    [['110', '3112'], 'DMM'],
    [['', '01.10.2026', '02.10.2026', '03.10.2026', 'Summe'], 'DD.MM.YYYY'],
    [['RE-1', 'RE-2'], undefined],
    [['', ''], undefined],
    [['1001', '1002', '1099'], undefined],
  ])('%j as %s', (values, pattern, orElse) => {
    const found = guessDates(values);
    expect(found?.pattern).toBe(pattern);
    expect(found?.orElse).toBe(orElse);
  });
});

describe('a way of writing amounts is guessed', () => {
  it.each<[readonly string[], object | undefined]>([
    [['125.00', '-5.5'], { decimalSign: '.', units: [] }],
    [['125,00', '1000'], { decimalSign: ',', units: [] }],
    [['1.250,50', '80,4'], { decimalSign: ',', thousands: '.', units: [] }],
    [['1,250.50', '80.40'], { decimalSign: '.', thousands: ',', units: [] }],
    [['12 500,00', '80,40-'], { decimalSign: ',', thousands: ' ', units: [] }],
    [["CHF 1'000.00", '(80.40) CHF'], { decimalSign: '.', thousands: "'", units: ['CHF'] }],
    [['1.000,00 €', '950,00 €'], { decimalSign: ',', thousands: '.', units: ['€'] }],
    [['kr. 80,40', '100 kr'], { decimalSign: ',', units: ['kr.', 'kr'] }],
    [['Müller KG', 'Weiß AG'], undefined],
    [[], undefined],
  ])('%j as %j', (values, expected) => {
    if (expected === undefined) expect(guessAmounts(values)).toBeUndefined();
    else expect(guessAmounts(values)).toMatchObject(expected);
  });

  it('and three digits behind a sign are thousands', () => {
    expect(guessAmounts(['1.250', '2.000'])).toMatchObject({ decimalSign: ',', thousands: '.' });
    expect(guessAmounts(['1,250', '2,000'])).toMatchObject({ decimalSign: '.', thousands: ',' });
  });
});

describe('a column is known by its name', () => {
  it.each([
    ['Fällig', 'dueOn'],
    ['FAELLIGKEIT', 'dueOn'],
    ['Förfallodatum', 'dueOn'],
    ['Eräpäivä', 'dueOn'],
    ['Date d’échéance', 'dueOn'],
    ['Vervaldatum', 'dueOn'],
    ['Forfallsdato', 'dueOn'],
    ['due_date', 'dueOn'],
    ['Betrag (€)', 'amount'],
    ['Beløb', 'amount'],
    ['BELOEB', 'amount'],
    ['Montant TTC', 'amount'],
    ['Laskun numero', 'number'],
    ['N° de facture', 'number'],
    ['Faktura nr.', 'number'],
    ['Invoice #', 'number'],
    ['Kunden-Nr.', 'customer'],
    ['Debiteurnummer', 'customer'],
    ['Währung', 'currency'],
    ['WAEHRUNG', 'currency'],
  ])('%s is %s', (name, field) => {
    const best = Object.entries(SYNONYMS.invoices).sort(
      ([, a], [, b]) => likeness(name, b) - likeness(name, a),
    )[0];
    expect(best?.[0]).toBe(field);
    expect(likeness(name, SYNONYMS.invoices[field] ?? '')).toBeGreaterThan(0);
  });

  it('however letters are written', () => {
    expect(fold('Fällig-am')).toBe(fold('faellig am'));
    expect(fold('Beløb')).toBe(fold('BELOB'));
    expect(likeness('', SYNONYMS.invoices.amount ?? '')).toBe(0);
  });
});

describe('a mapping is guessed', () => {
  it('for a bank’s statement in Windows-1252, below a letterhead', async () => {
    const content = Buffer.from(
      'Umsatzauskunft;\nName;Muster Handel;\n\nBuchungsdatum;Rechnung;Referenz;Betrag (\x80)\n28.12.2026;R-1;PB-1;1.000,00 \x80\n29.12.2026;R-2;PB-2;950,00 \x80\n',
      'latin1',
    );
    expect(await guessed(content)).toBe(`payments:
  encoding: windows-1252
  headerHas: [ Buchungsdatum, Rechnung, Referenz ]
  separator: ;
  dates: DD.MM.YYYY
  decimalSign: ","
  thousands: .
  units: [ € ]
  columns:
    invoice: Rechnung
    bookedOn: Buchungsdatum
    amount: Betrag (€)
    currency: { always: EUR }
    externalId: Referenz
`);
  });

  it('for an export in UTF-16 with tabs, and credits whose text names their invoice', async () => {
    const text =
      '\uFEFFFakturanr\tKundenr\tDato\tForfaldsdato\tTekst\tBeløb\tValuta\n5001\t10\t17-05-2026\t16-06-2026\tVarer\t1.234,56\tDKK\n5002\t10\t17-05-2026\t16-06-2026\tKreditnota til 5001\t234,56-\tDKK\n\t\t\t\tI alt\t1.000,00\t\n';
    const content = Buffer.from(text, 'utf16le');
    expect(await guessed(content)).toBe(`invoices:
  encoding: utf-16le
  separator: "\\t"
  dates: DD-MM-YYYY
  decimalSign: ","
  thousands: .
  where: { Fakturanr: { blank: false } }
  negativeRows: { creditOn: { column: Tekst, after: Kreditnota til }, otherwise: customerCredit }
  columns:
    number: Fakturanr
    customer: Kundenr
    issuedOn: Dato
    dueOn: Forfaldsdato
    amount: Beløb
    currency: Valuta
`);
    const { yaml } = await guess(content);
    const read = readMapping(yaml);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const taken: unknown[] = [];
    await withFile(content, async (path) => {
      for await (const item of readInvoices(path, { mapping: read.mapping })) {
        if (!isBad(item)) taken.push(item.row?.number ?? item.payments.map((one) => [one.kind, one.invoice]));
      }
    });
    expect(taken).toEqual(['5001', [['credit', '5001']]]);
  });

  it('for DATEV’s batches, whose dates have their year in the first line', async () => {
    const content =
      '"EXTF";700;21;"Buchungsstapel";13;20261031;;"RE";"";"";1001;1;20260101;4;20261001;20261031\nUmsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Konto;Belegdatum;Belegfeld 1;Belegfeld 2\n1234,56;"S";"EUR";10001;0110;"RE-1";"3110"\n234,56;"H";"EUR";10001;0210;"RE-1";""\n';
    expect(await guessed(content)).toBe(`invoices:
  linesAbove: 1
  separator: ;
  dates: DDMM
  year: { line: 1, field: 13 }
  decimalSign: ","
  negativeRows: { creditOn: Belegfeld 1, otherwise: customerCredit }
  columns:
    number: Belegfeld 1
    customer: Konto
    issuedOn: Belegdatum
    dueOn: Belegfeld 2
    amount: { column: Umsatz (ohne Soll/Haben-Kz), sign: { column: Soll/Haben-Kennzeichen, plus: [ s ], minus: [ h ] } }
    currency: WKZ Umsatz
`);
  });

  it('for debit and credit in columns of their own, seen from the side of the file', async () => {
    const rows = 'R-1;K1;01.10.2026;31.10.2026;100,00;\nR-2;K1;02.10.2026;31.10.2026;;20,00\n';
    expect(await guessed(`Beleg;Konto;Datum;Fällig;Soll;Haben\n${rows}`)).toContain(
      'amount: { plus: Soll, minus: Haben }',
    );
    expect(await guessed(`Rechnung;Referenz;Buchungsdatum;x;Soll;Haben\n${rows}`, 'payments')).toContain(
      'amount: { plus: Haben, minus: Soll }',
    );
  });

  it('for credit notes that are told by their kind, and by their minus where they have one', async () => {
    const file = (amount: string) =>
      `Num,Customer,Date,Due date,Type,Amount,Currency\n1,K1,2026-10-01,2026-10-31,Invoice,100.00,EUR\n2,K1,2026-10-02,2026-10-02,Credit memo,${amount},EUR\n`;
    const named = 'amount: { column: Amount, sign: { column: Type, minus: [ credit memo ] } }';
    expect(await guessed(file('20.00'))).toContain(named);
    expect(await guessed(file('-20.00'))).toContain('    amount: Amount\n');
    for (const amount of ['20.00', '-20.00'])
      expect(await guessed(file(amount))).toContain('negativeRows: customerCredit\n');
  });

  it('for customers', async () => {
    const content =
      'Kundnr,Namn,Adress,Postnr,Ort,E-post\nK1,Åsa Öberg,Gatan 1,111 22,Stockholm,asa@example.com\n';
    expect(await guessed(content)).toBe(`customers:
  columns:
    customer: Kundnr
    name: Namn
    email: E-post
    street: Adress
    postcode: Postnr
    city: Ort
`);
  });

  it('for Dunwell’s own files, which need none', async () => {
    const content = 'number,customer,issuedOn,dueOn,amount,currency\n1,C,2026-01-05,2026-02-04,1.00,EUR\n';
    expect(await guessed(content)).toBe('invoices:\n  columns: {}\n');
  });

  it('and what is unclear is said in words', async () => {
    const ambiguous = 'Rechnung,Kunde,Datum,Fällig,Betrag\nR-1,K1,01/02/2026,03/04/2026,"1.250"\n';
    expect((await guess(ambiguous)).unclear).toEqual([
      'issuedOn: its dates can be DD/MM/YYYY as well as MM/DD/YYYY; DD/MM/YYYY was taken',
      'dueOn: its dates can be DD/MM/YYYY as well as MM/DD/YYYY; DD/MM/YYYY was taken',
      'currency: no column names it, and the creditor’s is taken',
    ]);
    const poor = 'Datum;Betrag;Saldo\n01.10.2026;-5,00;3,00\n02.10.2026;7,00;10,00\n';
    expect((await guess(poor, 'payments')).unclear).toEqual([
      'rows of money that went out or back (1 of those looked at): write what they are: negativeRows: chargeback, reversal, refund or skip',
      'invoice: no column seems to be it; write invoice: COLUMN',
      'currency: no column names it, and the creditor’s is taken',
      'externalId: no column seems to be it; write externalId: COLUMN',
    ]);
    const noYear = 'Rechnung,Kunde,Datum,Fällig,Betrag,Valuta\nR-1,K1,3110,3011,1.00,EUR\n';
    expect((await guess(noYear)).unclear).toEqual([
      'dates have no year, and 2026 was taken; write the year that the file is about',
    ]);
    const credit = 'Rechnung,Kunde,Datum,Fällig,Betrag,Valuta\nR-1,K1,2026-10-31,2026-11-30,-1.00,EUR\n';
    expect((await guess(credit)).unclear).toEqual([
      'credits (1 of those looked at): no column seems to name their invoice, and they are taken as the customer’s. Where a column does, write negativeRows: { creditOn: COLUMN }',
    ]);
  });

  it.each([
    ['an empty file', '', 'is empty'],
    [
      'a spreadsheet',
      'PK\x03\x04\x00\x00\x00\x00',
      'is no text: it looks like another kind of file; save it as CSV',
    ],
    ['a text', 'Dear Sir or Madam\n', 'has no line that names columns; a table with a header is read'],
    [
      'a code page of DOS',
      Buffer.from('M\x81ller;1\n', 'latin1'),
      'looks like a code page of DOS such as CP850; save it as UTF-8',
    ],
  ])('but not from %s', async (_, content, reason) => {
    expect((await guess(content)).reason).toBe(reason);
  });
});
