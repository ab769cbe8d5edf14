import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pendingCaseWakes } from '../../../db/case/wake.ts';
import { findHolds, insertHold } from '../../../db/holds.ts';
import { findInvoiceByNumber } from '../../../db/invoice/invoices.ts';
import { optOutOf } from '../../../db/signals/customers.ts';
import { feedbackOf, findSignal } from '../../../db/signals/signals.ts';
import { HoldScope } from '../../../domain/kernel/holds.ts';
import { MUNICIPAL_CODES, MunicipalCode } from '../../../domain/signals/municipal-codes.ts';
import { FEEDBACK_FORMAT } from '../../../files/feedback-json.ts';
import { feedbackJsonSchema } from '../../../files/feedback-schema.ts';
import { addCase } from '../../db/samples.ts';
import { sql } from '../../db/sql.ts';
import { AS_OF, day, signalDesk } from './signal-desk.ts';

const desk = signalDesk();
const HEADER = 'reference,customer,result,on,rejectionCode,municipalityReference,note,externalId\n';
const say = (row: string) => desk.takeIn({ feedback: `${HEADER}${row}\n` });
const signal = (key: string) => desk.db.read((tx) => findSignal(tx, key));
const said = async (key: string) => (await desk.db.read((tx) => feedbackOf(tx, key))).map(({ says }) => says);
const holds = async (customer: string) => {
  const customerId = await desk.customerId(customer);
  const all = await desk.db.read((tx) =>
    findHolds(tx, { creditor: 'acme', scope: HoldScope.CUSTOMER, customerId }),
  );
  return all.filter(({ releasedAt }) => releasedAt === null).map(({ kind, reason }) => [kind, reason]);
};
const aNewCustomer = async (reference: string) => {
  await desk.takeIn({ customers: `customer,name\n${reference},N. N.\n` });
  return desk.signal(reference, '2026-02-01');
};

describe('word of a municipality', () => {
  it('that it has the signal is kept with its own id', async () => {
    const key = await desk.signal('C-1', '2026-02-01');
    expect(await say(`${key},,ACKNOWLEDGED,2026-02-02,,V-1,,`)).toEqual([]);
    expect(await signal(key)).toMatchObject({ state: 'acknowledged', municipalityReference: 'V-1' });
  });

  it('of a rejection has the municipality’s code', async () => {
    const key = await desk.signal('C-1', '2026-02-03');
    await say(`${key},,rejected,2026-02-04,UNKNOWN_PARTICIPANT,,,`);
    expect(await signal(key)).toMatchObject({ state: 'rejected', rejectedCode: 'UNKNOWN_PARTICIPANT' });
  });

  it('that it has what counted as not sent makes it a report of that day', async () => {
    const key = await desk.signal('C-1', '2026-02-05');
    await sql(desk.db).run(
      `update signals set state = 'rejected', rejected_code = 'NOT_SENT', sent_on = null where key = ?`,
      key,
    );
    await say(`${key},,ACKNOWLEDGED,2026-02-07,,V-2,,`);
    expect(await signal(key)).toMatchObject({
      state: 'acknowledged',
      sentOn: day('2026-02-07'),
      rejectedCode: null,
      municipalityReference: 'V-2',
    });
  });

  it('of what it refused itself stays a refusal', async () => {
    const key = await desk.signal('C-1', '2026-02-06');
    await say(`${key},,REJECTED,2026-02-07,UNKNOWN_PARTICIPANT,,,`);
    await say(`${key},,ACKNOWLEDGED,2026-02-07,,V-3,,`);
    expect(await signal(key)).toMatchObject({ state: 'rejected', rejectedCode: 'UNKNOWN_PARTICIPANT' });
  });

  it.each([
    ['2026-03-02', []],
    ['2026-03-03', []],
    ['2026-03-04', ['2: on: 2026-03-04 lies ahead; write the day on which it was said']],
  ])('of %s, said on 3 March: %j', async (on, problems) => {
    const key = await desk.signal('C-1', '2026-02-08');
    expect(await say(`${key},,TAKEN_UP,${on},,,,`)).toEqual(problems);
  });

  it('of help pauses the customer for reminders once, and its end lets the customer go on', async () => {
    const key = await desk.signal('C-2', '2026-02-01');
    const before = await desk.db.read((tx) => findInvoiceByNumber(tx, 'acme', '1005'));
    await say(`${key},,Verwijzing financieel,2026-03-01,,,,a`);
    await say(`${key},,HELP_ACCEPTED,2026-03-02,,,,b`);
    expect(await holds('C-2')).toEqual([['reminders', 'SIGNAL_HELP']]);
    const after = await desk.db.read((tx) => findInvoiceByNumber(tx, 'acme', '1005'));
    expect(after?.version).toBeGreaterThan(before?.version ?? 0);
    await say(`${key},,HELP_ENDED,2026-03-03,,,,c`);
    expect(await holds('C-2')).toEqual([]);
    expect(await said(key)).toEqual([
      'The help has ended: the customer goes on.',
      'Help was accepted: the customer is paused for it already.',
      'Help was accepted: the customer is paused for reminders.',
    ]);
  });

  it('of a death pauses everything, and cases under way look at it', async () => {
    const key = await desk.signal('C-3', '2026-02-01');
    const customerId = await desk.customerId('C-3');
    await desk.db.transaction((tx) => addCase(tx, 'C-3-1', { customerId, state: 'PENDING' }));
    await say(`${key},,Overleden,2026-03-01,,,,`);
    expect(await holds('C-3')).toEqual([['full', 'DECEASED']]);
    expect(await desk.db.read((tx) => pendingCaseWakes(tx, 10))).toMatchObject([
      { reference: 'C-3-1', cause: 'customer paused' },
    ]);
  });

  it('of a death takes the place of a pause for less, or for a time', async () => {
    const key = await aNewCustomer('C-31');
    const customerId = await desk.customerId('C-31');
    const pause = { creditor: 'acme', scope: HoldScope.CUSTOMER, customerId, reason: 'DECEASED' } as const;
    const recorded = { fromOn: day('2026-02-20'), untilOn: null, recordedAt: AS_OF, by: 'anna' };
    await desk.db.transaction((tx) => insertHold(tx, { ...pause, ...recorded, kind: 'reminders' }));
    await say(`${key},,Overleden,2026-03-01,,,,`);
    expect(await holds('C-31')).toEqual([['full', 'DECEASED']]);
    await say(`${key},,Overleden,2026-03-02,,,,`);
    expect(await said(key)).toEqual([
      'The customer has died; everything is paused already.',
      'The customer has died: everything is paused.',
    ]);
  });

  it.each(['WRONG_ADDRESS', 'Woont niet in gemeente', 'Woont op een ander adres binnen gemeente'])(
    '%s: no more letters to that address until someone has looked',
    async (result) => {
      const customer = `C-${result.length}`;
      const key = await aNewCustomer(customer);
      await say(`${key},,${result},2026-03-01,,,,`);
      expect(await holds(customer)).toEqual([['reminders', 'ADDRESS_UNKNOWN']]);
    },
  );

  it('that the customer does not want it opts out, and puts the taking back on the list', async () => {
    const key = await aNewCustomer('C-40');
    await say(`${key},,OPTED_OUT,2026-03-01,,,,`);
    const id = await desk.customerId('C-40');
    expect(await desk.db.read((tx) => optOutOf(tx, id))).toMatchObject({
      reason: 'CUSTOMER_REFUSES',
      source: 'municipality',
    });
  });

  it('of a payment books nothing: the ledger decides', async () => {
    const key = await aNewCustomer('C-41');
    await say(`${key},,PAID,2026-03-01,,,,`);
    expect([await holds('C-41'), await said(key)]).toEqual([
      [],
      ['The municipality heard that the arrears were paid or a plan was made: the ledger decides.'],
    ]);
  });

  it('is taken once per external id, or once per content', async () => {
    const key = await aNewCustomer('C-42');
    for (const id of ['x', 'x', '', '']) await say(`${key},,TAKEN_UP,2026-03-01,,,,${id}`);
    expect(await said(key)).toHaveLength(2);
  });

  it('about a customer is about its last signal', async () => {
    await aNewCustomer('C-43');
    const last = await desk.signal('C-43', '2026-02-20');
    expect(await say(',C-43,NO_CONTACT,2026-03-01,,,,')).toEqual([]);
    expect(await said(last)).toEqual(['Kept: NO_CONTACT.']);
  });

  it.each(Object.values(MunicipalCode))('%s is taken in every spelling', async (code) => {
    const key = await aNewCustomer(`C-${code}`);
    const texts = [code, ...MUNICIPAL_CODES[code].ggm];
    const rows = texts.map((text, i) => `${key},,"${text}",2026-03-01,,,,${code}-${i}`).join('\n');
    expect(await desk.takeIn({ feedback: HEADER + rows })).toEqual([]);
    expect(await said(key)).toHaveLength(texts.length);
  });

  it.each([
    [
      'signal/acme/999/early/create/1,,PAID,2026-03-01,,,,',
      '2: reference: "signal/acme/999/early/create/1" is no signal of acme',
    ],
    [',C-999,PAID,2026-03-01,,,,', '2: customer: "C-999" is no customer; write the customer number'],
    [',C-NEVER,PAID,2026-03-01,,,,', '2: customer: no signal was sent about "C-NEVER"'],
    [',,PAID,2026-03-01,,,,', 'feedback.csv:2: reference: is blank, and so is customer'],
    [
      ',C-1,Betaald,2026-03-01,,,,',
      'feedback.csv:2: result: "Betaald" is no result known here; write one such as HELP_ACCEPTED',
    ],
    [',C-1,Overladen,2026-03-01,,,,', 'did you mean Overleden?'],
    [',C-1,PAID,1-3-2026,,,,', 'feedback.csv:2: on: "1-3-2026" is no date'],
    [',C-1,PAID,2026-03-01,LATE,,,', 'feedback.csv:2: rejectionCode: "LATE" belongs to the result REJECTED'],
  ])('%s is refused', async (row, problem) => {
    await desk.takeIn({ customers: 'customer,name\nC-NEVER,N. N.\n' });
    const [first] = await say(row);
    expect(first).toContain(problem);
  });
});

describe('word of a municipality in JSON', () => {
  const json = (feedback: unknown, format: string = FEEDBACK_FORMAT) =>
    desk.takeIn({ feedback: JSON.stringify({ format, feedback }, null, '\t') }, true);

  it('is taken as from CSV', async () => {
    const key = await aNewCustomer('C-50');
    expect(await json([{ reference: key, result: 'Opgepakt', on: '2026-03-01', note: null }])).toEqual([]);
    expect(await said(key)).toEqual(['Kept: TAKEN_UP.']);
  });

  it('names line, field, value and what would be right; the good entries are taken', async () => {
    const key = await aNewCustomer('C-51');
    const entries = [
      { reference: key, result: 'PAID', on: 20260301 },
      { reference: key, resultt: 'PAID', on: '2026-03-01' },
      'PAID',
      { reference: key, result: 'PAID', on: '2026-03-01' },
    ];
    expect(await json(entries)).toEqual([
      expect.stringMatching(/^feedback\.json:7: on: "20260301" is no text; write it in quotes\n/),
      expect.stringMatching(
        /^feedback\.json:11: resultt: "\\"PAID\\"" is no known key; did you mean result\?\n/,
      ),
      'feedback.json:14: is no entry; write an object with result and on',
    ]);
    expect(await said(key)).toHaveLength(1);
  });

  it.each([
    ['{', /^feedback\.json:1: is no JSON: /],
    ['[]', /^feedback\.json:1: must be \{ "format": "dunwell\/signal-feedback\/1"/],
    ['{"format":"dunwell/signal-feedback/2","feedback":[]}', /^feedback\.json:1: must be /],
  ])('%s is refused', async (text, problem) => {
    expect(await desk.takeIn({ feedback: text }, true)).toEqual([expect.stringMatching(problem)]);
  });
});

it('the published schema is what is read; when this fails run scripts/schemas.ts', () => {
  const file = new URL('../../../files/signal-feedback.schema.json', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(feedbackJsonSchema());
});
