import { describe, expect, it } from 'vitest';
import { consentsOf, contactAttemptsOf, optOutOf } from '../../../db/signals/customers.ts';
import { plansOf } from '../../../db/signals/disconnections.ts';
import { formatDay } from '../../../domain/kernel/day.ts';
import { signalDesk } from './signal-desk.ts';

const desk = signalDesk();
const header = 'customer,on,channel,outcome,note,externalId\n';
const plans = 'customer,plannedOn,contract,kind,stopReason,stopFrom,stopUntil,externalId\n';
const attempts = async (customer: string) => {
  const id = await desk.customerId(customer);
  const rows = await desk.db.read((tx) => contactAttemptsOf(tx, id));
  return rows.map(({ onDay, channel, outcome, by }) => [formatDay(onDay), channel, outcome, by]);
};
const plansOfCustomer = async (customer: string) => {
  const id = await desk.customerId(customer);
  return desk.db.read((tx) => plansOf(tx, id));
};

describe('attempts at personal contact', () => {
  it('are taken in once, however often the file is read', async () => {
    const file = `${header}C-1,2026-02-20,phone,not reached,,\nC-1,2026-02-25,visit,left word,card,\n`;
    expect(await desk.takeIn({ contacts: file })).toEqual([]);
    expect(await desk.takeIn({ contacts: file })).toEqual([]);
    expect(await attempts('C-1')).toEqual([
      ['2026-02-20', 'phone', 'not reached', 'anna'],
      ['2026-02-25', 'visit', 'left word', 'anna'],
    ]);
  });

  it('of the same kind on one day are told apart by an id of their own', async () => {
    const row = 'C-2,2026-02-20,phone,not reached,';
    expect(await desk.takeIn({ contacts: `${header}${row},a\n${row},b\n${row},a\n` })).toEqual([]);
    expect(await attempts('C-2')).toHaveLength(2);
  });

  it('are refused by line, field, value and what would be right; the good ones are taken', async () => {
    const rows = [
      'C-3,2026-02-20,fax,reached,,',
      'C-3,20-02-2026,phone,reached,,',
      'C-9,2026-02-20,phone,reached,,',
      'C-3,2026-03-04,phone,reached,,',
      'C-3,2026-03-03,phone,reached,,',
    ];
    expect(await desk.takeIn({ contacts: header + rows.join('\n') })).toEqual([
      'contacts.csv:2: channel: "fax" is not known here; write phone, visit, letter, card, email, message or other',
      'contacts.csv:3: on: "20-02-2026" is no date in the form YYYY-MM-DD; write one like 2026-12-31',
      '4: customer: "C-9" is no customer; import the customer first',
      '5: on: 2026-03-04 lies ahead; write the day on which it happened',
    ]);
    expect(await attempts('C-3')).toHaveLength(1);
  });
});

describe('planned disconnections', () => {
  it('of a customer and of its contracts stand apart, each with what stops it', async () => {
    const rows =
      'C-1,2026-05-01,,disconnection,,,,\nC-1,2026-06-01,E-7,eviction,MEDICAL,2026-03-01,2026-04-01,\n';
    expect(await desk.takeIn({ disconnections: plans + rows })).toEqual([]);
    expect(await desk.takeIn({ disconnections: plans + rows })).toEqual([]);
    const all = await plansOfCustomer('C-1');
    expect(
      all.map(({ contract, kind, plannedOn, stops }) => [contract, kind, formatDay(plannedOn), stops.length]),
    ).toEqual([
      [null, 'disconnection', '2026-05-01', 0],
      ['E-7', 'eviction', '2026-06-01', 1],
    ]);
  });

  it('planned anew for another day are moved, and stay stopped', async () => {
    await desk.takeIn({ disconnections: `${plans}C-1,2026-07-01,E-7,eviction,,,,\n` });
    const [, before, after] = await plansOfCustomer('C-1');
    expect(before).toMatchObject({ endedBy: 'anna', endedBecause: 'planned for 2026-07-01' });
    expect(after).toMatchObject({ endedAt: null, contract: 'E-7' });
    expect(after?.stops.map(({ reason, untilOn }) => [reason, formatDay(untilOn ?? 0)])).toEqual([
      ['MEDICAL', '2026-04-01'],
    ]);
  });

  it.each([
    ['C-2,2026-05-01,,,MEDICAL,,,', 'stopFrom: is blank; a stop needs its first day'],
    [
      'C-2,2026-05-01,,,,2026-03-01,,',
      'stopFrom: "2026-03-01" is a day of a stop without a reason; write stopReason too',
    ],
    ['C-2,2026-05-01,,,ILL,2026-03-01,,', 'stopReason: "ILL" is not known here; write MEDICAL'],
    ['C-2,,,,,,,', 'plannedOn: is blank; every row needs it'],
  ])('%s is refused', async (row, problem) => {
    const [first] = await desk.takeIn({ disconnections: `${plans}${row}\n` });
    expect(first).toContain(`disconnections.csv:2: ${problem}`);
  });

  it('a stop that ends before it begins is refused, and the plan stays', async () => {
    const row = 'C-2,2026-05-01,,,COURT,2026-03-02,2026-03-02,';
    expect(await desk.takeIn({ disconnections: `${plans}${row}\n` })).toEqual([
      '2: until: 2026-03-02 is not after 2026-03-02, the first day of the stop',
    ]);
    expect(await plansOfCustomer('C-2')).toMatchObject([{ stops: [] }]);
  });
});

describe('a customers file', () => {
  const file = (row: string) =>
    `customer,name,signalOptOut,signalConsent,signalConsentOn,disconnectionPlannedOn\n${row}\n`;
  const facts = async (customer: string) => {
    const id = await desk.customerId(customer);
    return desk.db.read(async (tx) => ({
      optOut: (await optOutOf(tx, id))?.reason ?? null,
      consents: (await consentsOf(tx, id)).map(({ status, onDay }) => [status, formatDay(onDay)]),
      plans: (await plansOf(tx, id)).map(({ plannedOn }) => formatDay(plannedOn)),
    }));
  };

  it('may say what signals look at, the same again saying nothing new', async () => {
    const rows = file('C-20,N. N.,HEALTH,offered,2026-02-01,2026-05-01');
    expect(await desk.takeIn({ customers: rows })).toEqual([]);
    expect(await desk.takeIn({ customers: rows })).toEqual([]);
    expect(await facts('C-20')).toEqual({
      optOut: 'HEALTH',
      consents: [['offered', '2026-02-01']],
      plans: ['2026-05-01'],
    });
  });

  it('leaves what it does not name as it was, and takes an opt-out back with no', async () => {
    await desk.takeIn({ customers: file('C-20,N. N.,,refused,2026-02-15,') });
    expect(await facts('C-20')).toMatchObject({ optOut: 'HEALTH', plans: ['2026-05-01'] });
    await desk.takeIn({ customers: file('C-20,N. N.,no,,,') });
    expect(await facts('C-20')).toMatchObject({
      optOut: null,
      consents: [
        ['refused', '2026-02-15'],
        ['offered', '2026-02-01'],
      ],
    });
  });

  it.each([
    ['C-21,N. N.,yes,,,', 'signalOptOut: "yes" is not known here; write CUSTOMER_REFUSES, PRIVACY'],
    ['C-21,N. N.,,offered,,', 'signalConsentOn: is blank and signalConsent is not'],
    ['C-21,N. N.,,,2026-02-01,', 'signalConsent: is blank and signalConsentOn is not'],
  ])('%s is refused', async (row, problem) => {
    const [first] = await desk.takeIn({ customers: file(row) });
    expect(first).toContain(`customers.csv:2: ${problem}`);
  });
});
