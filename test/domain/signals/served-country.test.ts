import { describe, expect, it } from 'vitest';
import { isServed, normalPostcode, routeNumber } from '../../../domain/signals/served-country.ts';
import { aDesk, readyCustomer } from '../../activities/signals/a-desk.ts';

it.each([
  ['1000AA', 1000, '1000 AA'],
  ['NL-1000 AA', 1000, '1000 AA'],
  ['nl1000aa', 1000, '1000 AA'],
  [' 1000  AA ', 1000, '1000 AA'],
  ['1000', 1000, '1000'],
  ['0999 AA', null, '0999 AA'],
  ['10000', null, '10000'],
  ['1000 A', null, '1000 A'],
  ['1000 AAA', null, '1000 AAA'],
  ['B-1000', null, 'B-1000'],
  ['NL-', null, 'NL-'],
  ['', null, ''],
  [null, null, null],
])('The postcode %j goes by the number %j and is written %j', (written, number, normal) => {
  expect([routeNumber(written), normalPostcode(written)]).toEqual([number, normal]);
});

describe('The country that gateways serve', () => {
  it.each([
    ['NL', null, true],
    [' nl ', '1000', true],
    ['BE', '1000 AA', false],
    ['NLD', '1000 AA', false],
    [null, '1000 AA', true],
    [null, '1000', false],
    ['', '1000', false],
    [null, null, false],
  ])('is that of country %j with postcode %j: %j', (country, postcode, served) => {
    expect(isServed(country, postcode)).toBe(served);
  });
});

describe('Customers abroad', () => {
  const abroad = [
    { country: 'BE', postcode: '1000' },
    { country: 'DE', postcode: '2000' },
    { country: null, postcode: '1000AA' },
    { country: 'NL', postcode: 'NL-1000 AA' },
    { country: 'DE', postcode: '20095' },
    { country: 'CH', postcode: '8400' },
    { country: null, postcode: '1000' },
  ];
  const deskAbroad = () =>
    aDesk({ customers: abroad.length, make: (id) => readyCustomer(id, abroad[id - 1]) });

  it('are not prepared for a Dutch municipality, whatever their postcode looks like', async () => {
    const desk = await deskAbroad();
    await desk.evaluate();
    expect((await desk.prepared()).map(({ customer, gateway }) => [customer, gateway])).toEqual([
      ['C3', 'west'],
      ['C4', 'west'],
    ]);
    await desk.approve('s-1');
    await desk.send('s-1');
    const told = [...desk.authority.received.values()].flat().map(({ customer }) => customer.postcode);
    expect(told).toEqual(['1000 AA', '1000 AA']);
  });

  it('leave the list, and are not sent when they moved after the approval', async () => {
    const desk = await deskAbroad();
    await desk.evaluate();
    await desk.approve('s-1', { candidates: [1] });
    await desk.sql.run("update customers set country = 'BE'");
    expect(await desk.send('s-1')).toMatchObject({ outcomes: { changed: 1, sent: 0 } });
    expect((await desk.results('s-1'))[0]?.says).toEqual(['COUNTRY_NOT_SERVED']);
    await desk.evaluate();
    expect(await desk.sql.all('select ended_because as because from signal_candidates order by id')).toEqual([
      { because: '["COUNTRY_NOT_SERVED"]' },
      { because: '["COUNTRY_NOT_SERVED"]' },
    ]);
    expect(desk.authority.received.size).toBe(0);
  });
});
