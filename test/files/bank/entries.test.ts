import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../domain/kernel/day.ts';
import { balance, entryXml, OPTIONS, readText, reasonOf, statementXml } from './read-statement.ts';

const ref = (text: string) => `<AcctSvcrRef>${text}</AcctSvcrRef>`;
const txRef = (text: string) => `<Refs><AcctSvcrRef>${text}</AcctSvcrRef></Refs>`;
const amt = (text: string, currency = 'EUR') => `<Amt Ccy="${currency}">${text}</Amt>`;
const tx = (inside: string) => `<TxDtls>${inside}</TxDtls>`;
const idsOf = async (entries: string, rest = {}) =>
  (await readText(statementXml({ entries, ...rest }))).entries.map(({ externalId }) => externalId);

describe('the id of a booking', () => {
  it('is account, bank reference, day, direction and amount', async () => {
    expect(await idsOf(entryXml(ref('B-1')))).toEqual(['NL02ABNA0123456789/B-1/2026-11-26/in/1000']);
  });

  it('is the same whatever file and statement it stands in', async () => {
    const first = await idsOf(entryXml(ref('B-1')));
    const head = '<Id>other</Id><ElctrncSeqNb>99</ElctrncSeqNb><CreDtTm>2026-11-30T00:00:00</CreDtTm>';
    expect(await idsOf(entryXml(ref('B-1')), { head, version: '08' })).toEqual(first);
  });

  it('tells two bookings apart for which the bank uses a reference again', async () => {
    const ids = await idsOf(
      entryXml(ref('B-1')) + entryXml(ref('B-1'), { amount: '20.00' }) + entryXml(ref('B-1')),
    );
    expect(new Set(ids).size).toBe(3);
  });

  it.each(['NONREF', 'NOTPROVIDED', 'notprovided', '000000', 'NONE', '-'])(
    'is made of the content where the reference is %s',
    async (text) => {
      const [id] = await idsOf(entryXml(ref(text)));
      expect(id).toContain('/content-');
      expect(await idsOf(entryXml())).toEqual([id]);
    },
  );

  it('tells two equal bookings without reference apart, and is the same two when read again', async () => {
    const two = entryXml() + entryXml();
    const ids = await idsOf(two);
    expect(new Set(ids).size).toBe(2);
    expect(await idsOf(two)).toEqual(ids);
  });

  it('without reference tells payments of different payers apart', async () => {
    const from = (iban: string) =>
      entryXml('', {
        details: tx(`<RltdPties><DbtrAcct><Id><IBAN>${iban}</IBAN></Id></DbtrAcct></RltdPties>`),
      });
    const first = await idsOf(from('NL57RABO0111222333'));
    const second = await idsOf(from('NL71INGB0009876543'));
    expect(first).not.toEqual(second);
  });

  it('without reference is the same with and without what the bank says of the entry', async () => {
    const plain = await idsOf(entryXml());
    expect(await idsOf(entryXml('<AddtlNtryInf>Gutschrift</AddtlNtryInf>'))).toEqual(plain);
  });
});

describe('a batch booking', () => {
  const batch = (...details: string[]) =>
    entryXml(ref('B-9'), { amount: '30.00', details: details.join('') });

  it('is split into its transactions when they come to its amount', async () => {
    const { entries, notes } = await readText(
      statementXml({ entries: batch(tx(txRef('T-1') + amt('10.00')), tx(txRef('T-2') + amt('20.00'))) }),
    );
    expect(entries.map(({ amount, externalId }) => [amount, externalId])).toEqual([
      [1_000, 'NL02ABNA0123456789/T-1/2026-11-26/in/1000'],
      [2_000, 'NL02ABNA0123456789/T-2/2026-11-26/in/2000'],
    ]);
    expect(notes).toEqual([]);
  });

  it('is split whether its details stand in one part or in several', async () => {
    const details = `${tx(amt('10.00'))}</NtryDtls><NtryDtls>${tx(amt('20.00'))}`;
    const { entries } = await readText(
      statementXml({ entries: entryXml(ref('B-9'), { amount: '30.00', details }) }),
    );
    expect(entries.map(({ amount }) => amount)).toEqual([1_000, 2_000]);
    expect(entries.map(({ externalId }) => externalId.split('/')[1])).toEqual(['B-9#1', 'B-9#2']);
  });

  it.each([
    ['they come to less', ['10.00', '19.99']],
    ['they come to more', ['10.00', '20.01']],
    ['one has no amount', ['30.00', '']],
  ])('stays one, which is said, when %s', async (_, amounts) => {
    const details = amounts.map((text) => tx(text === '' ? txRef('T') : amt(text)));
    const { entries, notes, bad } = await readText(
      statementXml({
        opening: balance('OPBD', '0'),
        closing: balance('CLBD', '30.00'),
        entries: batch(...details),
      }),
    );
    expect(entries.map(({ amount }) => amount)).toEqual([3_000]);
    expect(notes).toEqual([
      'the entry of 30.00 is taken as one booking: its 2 transactions do not come to its amount',
    ]);
    expect(bad).toEqual([]);
  });

  it('may hold transactions that go the other way', async () => {
    const { entries } = await readText(
      statementXml({
        entries: batch(
          tx(`${amt('40.00')}<CdtDbtInd>CRDT</CdtDbtInd>`),
          tx(`${amt('10.00')}<CdtDbtInd>DBIT</CdtDbtInd>`),
        ),
      }),
    );
    expect(entries.map(({ amount, direction }) => [amount, direction])).toEqual([
      [4_000, 'in'],
      [1_000, 'out'],
    ]);
  });

  it('with one transaction is one booking of what the bank booked', async () => {
    const { entries } = await readText(statementXml({ entries: batch(tx(txRef('T-1') + amt('31.50'))) }));
    expect(entries.map(({ amount, externalId }) => [amount, externalId])).toEqual([
      [3_000, 'NL02ABNA0123456789/B-9/2026-11-26/in/3000'],
    ]);
  });

  it('takes its transactions in the ledger’s currency, not in the payer’s', async () => {
    const abroad = `${amt('12.00', 'USD')}<AmtDtls><InstdAmt>${amt('12.00', 'USD')}</InstdAmt><TxAmt>${amt('10.00')}</TxAmt></AmtDtls>`;
    const { entries } = await readText(statementXml({ entries: batch(tx(abroad), tx(amt('20.00'))) }));
    expect(entries.map(({ amount, currency }) => [amount, currency])).toEqual([
      [1_000, 'EUR'],
      [2_000, 'EUR'],
    ]);
  });
});

describe('an entry', () => {
  it.each([
    ['10.00', 1_000],
    ['10', 1_000],
    ['10.5', 1_050],
    ['10.50000', 1_050],
    ['.5', 50],
    ['0010.00', 1_000],
    ['90071992547409.91', 9_007_199_254_740_991],
  ])('of %s is read to the cent', async (amount, minor) => {
    const { entries } = await readText(statementXml({ entries: entryXml('', { amount }) }));
    expect(entries.map((entry) => entry.amount)).toEqual([minor]);
  });

  it.each([
    ['10.005', 'too many decimals'],
    ['1,000.00', 'thousands separator'],
    ['10,00', 'decimal comma'],
    ['1e3', 'exponent'],
    ['-10.00', 'must not be negative'],
    ['', 'is empty'],
    ['90071992547409.92', 'too large'],
  ])('of %j is refused, and the statement is not whole', async (amount, words) => {
    const read = await readText(statementXml({ entries: entryXml('', { amount }) }));
    expect(reasonOf(read)).toContain(words);
    expect(read.entries).toEqual([]);
    expect(read.statements[0]?.isWhole).toBe(false);
  });

  it('of nothing is no booking', async () => {
    const read = await readText(statementXml({ entries: entryXml('', { amount: '0.00' }) }));
    expect(read.entries).toEqual([]);
    expect(read.statements[0]?.isWhole).toBe(true);
  });

  it.each([
    ['another currency', { currency: 'USD' }, 'USD is not the currency of the ledger'],
    ['no direction', { sign: 'UP' }, 'neither CRDT nor DBIT'],
  ])('of %s is refused, and the others are taken', async (_, entry, words) => {
    const read = await readText(statementXml({ entries: entryXml('', entry) + entryXml(ref('B-2')) }));
    expect(reasonOf(read)).toContain(words);
    expect(read.entries).toHaveLength(1);
  });

  it.each([
    ['<Sts>PDNG</Sts>', 0],
    ['<Sts>INFO</Sts>', 0],
    ['<Sts><Cd>PDNG</Cd></Sts>', 0],
    ['<Sts><Cd>FUTR</Cd></Sts>', 0],
    ['', 0],
    ['<Sts><Cd>BOOK</Cd></Sts>', 1],
    ['<Sts>BOOK</Sts>', 1],
  ])('of status %j counts %i times', async (status, times) => {
    const { entries, notes } = await readText(statementXml({ entries: entryXml('', { status }) }));
    expect(entries).toHaveLength(times);
    expect(notes).toHaveLength(1 - times);
  });

  it.each([
    ['<RvslInd>true</RvslInd>', true],
    ['<RvslInd>1</RvslInd>', true],
    ['<RvslInd>false</RvslInd>', undefined],
    [
      '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>',
      true,
    ],
    [
      '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>',
      undefined,
    ],
  ])('with %s is a return: %s', async (rest, isReturn) => {
    const { entries } = await readText(statementXml({ entries: entryXml(rest, { sign: 'DBIT' }) }));
    expect(entries[0]?.isReturn).toBe(isReturn);
    expect(entries[0]?.direction).toBe('out');
  });

  it('that names us as debtor of a return names the customer as its creditor', async () => {
    const parties = `<RltdPties><Dbtr><Nm>Us</Nm></Dbtr><DbtrAcct><Id><IBAN>${OPTIONS.accounts[0]}</IBAN></Id></DbtrAcct><Cdtr><Nm>Ann</Nm></Cdtr><CdtrAcct><Id><IBAN>NL57 RABO 0111 2223 33</IBAN></Id></CdtrAcct></RltdPties>`;
    const { entries } = await readText(
      statementXml({
        entries: entryXml('<RvslInd>true</RvslInd>', { sign: 'DBIT', details: tx(parties) }),
      }),
    );
    expect(entries[0]).toMatchObject({ payerName: 'Ann', payerIban: 'NL57RABO0111222333' });
  });

  it('is booked on its booking day, else on its value day', async () => {
    const entry = (dates: string) =>
      `<Ntry>${amt('10.00')}<CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>${dates}</Ntry>`;
    const on = async (dates: string) =>
      (await readText(statementXml({ entries: entry(dates) }))).entries[0]?.bookedOn;
    const value = '<ValDt><Dt>2026-11-24</Dt></ValDt>';
    expect(await on(`<BookgDt><Dt>2026-11-25</Dt></BookgDt>${value}`)).toBe(parseDay('2026-11-25'));
    // The day as the bank wrote it, whatever its zone.
    expect(await on(`<BookgDt><DtTm>2026-11-25T23:59:59-05:00</DtTm></BookgDt>${value}`)).toBe(
      parseDay('2026-11-25'),
    );
    expect(await on(value)).toBe(parseDay('2026-11-24'));
    expect(await on('')).toBe(parseDay('2026-11-26'));
  });
});

describe('an entry of a notification', () => {
  const notification = (entry: string) =>
    statementXml({ entries: entry, namespace: 'urn:iso:std:iso:20022:tech:xsd:camt.054.001.08' })
      .replaceAll('BkToCstmrStmt', 'BkToCstmrDbtCdtNtfctn')
      .replaceAll('Stmt>', 'Ntfctn>');

  it('is booked on its booking day, as in the statement', async () => {
    const { entries } = await readText(notification(entryXml()));
    expect(entries).toMatchObject([{ bookedOn: parseDay('2026-11-26') }]);
  });

  it.each(['', '<ValDt><Dt>2026-11-24</Dt></ValDt>'])(
    'without one is refused, whatever other day it has: the statement would bring the same money again',
    async (other) => {
      const read = await readText(notification(entryXml(other).replace(/<BookgDt>.*<.BookgDt>/, '')));
      expect(read.entries).toEqual([]);
      expect(reasonOf(read)).toContain('take in the statement (CAMT.053)');
    },
  );
});

describe('a statement', () => {
  it('of another account is refused, and the others in its file are taken', async () => {
    const two = statementXml({ account: '<Id><IBAN>NL57RABO0111222333</IBAN></Id>', entries: entryXml() });
    const own = statementXml({ entries: entryXml(ref('B-1')) }).match(/<Stmt>.*<\/Stmt>/s)?.[0] ?? '';
    const read = await readText(two.replace('</BkToCstmrStmt>', `${own}</BkToCstmrStmt>`));
    expect(reasonOf(read)).toContain(
      "is of account NL57RABO0111222333, which is not the creditor's; the creditor's are NL02ABNA0123456789",
    );
    expect(read.entries).toHaveLength(1);
    expect(read.statements).toHaveLength(1);
  });

  it('of an account in another currency is refused', async () => {
    const account = '<Id><IBAN>NL02ABNA0123456789</IBAN></Id><Ccy>USD</Ccy>';
    expect(reasonOf(await readText(statementXml({ account })))).toBe('is in USD, and the ledger in EUR');
  });

  it('of a creditor without accounts says where to list them', async () => {
    expect(reasonOf(await readText(statementXml(), { accounts: [], currency: 'EUR' }))).toContain(
      'bankAccounts',
    );
  });

  it('is whole when its entries lead from one balance to the other', async () => {
    const read = (closing: string) =>
      readText(
        statementXml({
          opening: balance('OPBD', '-5.00'),
          closing: balance('CLBD', closing),
          entries: entryXml() + entryXml('', { amount: '2.50', sign: 'DBIT' }),
        }),
      );
    expect((await read('2.49')).statements[0]?.isWhole).toBe(false);
    expect((await read('2.50')).statements[0]).toMatchObject({ isWhole: true, opening: -500, closing: 250 });
    const more = await read('2.51');
    expect(more.statements[0]?.isWhole).toBe(false);
    expect(reasonOf(more)).toContain('opens with -5.00 and closes with 2.51, but its entries come to 7.50');
    expect(more.entries).toHaveLength(2);
  });

  it('without balances is taken, and said to be in the dark', async () => {
    const read = await readText(statementXml({ opening: '', closing: '', entries: entryXml() }));
    expect(read.entries).toHaveLength(1);
    expect(read.statements[0]?.isWhole).toBe(false);
    expect(read.notes).toEqual([
      'statement S-1 has no opening and closing balance, so nobody can tell what is missing',
    ]);
  });

  it('in parts begins and ends with interim balances', async () => {
    const head =
      '<Id>S-1</Id><StmtPgntn><PgNb>2</PgNb><LastPgInd>false</LastPgInd></StmtPgntn><ElctrncSeqNb>7</ElctrncSeqNb>';
    const { statements } = await readText(
      statementXml({
        head,
        opening: balance('ITBD', '5.00'),
        closing: balance('ITBD', '15.00'),
        entries: entryXml(),
      }),
    );
    expect(statements[0]).toMatchObject({
      page: 2,
      isLast: false,
      opening: 500,
      closing: 1_500,
      isWhole: true,
    });
  });
});
