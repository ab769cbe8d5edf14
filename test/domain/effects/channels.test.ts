import { describe, expect, it } from 'vitest';
import {
  type Addresses,
  channelAfter,
  firstChannel,
  type LevelChannel,
  postalAddress,
  reachOf,
} from '../../../domain/effects/channels.ts';
import { firstKeyOf, nextRevisionOf } from '../../../domain/effects/revision.ts';

const NOBODY: Addresses = {
  ...{ email: null, name: 'Jan', street: null, postcode: null, city: null, country: null },
  ...{ deadEmail: null, deadAddress: null },
};
const MAIL = { email: 'jan@example.org' };
const HOME = { street: 'Damrak 1', postcode: '1012 LG', city: 'Amsterdam' };

const DEAD_MAIL = { ...MAIL, deadEmail: MAIL.email };
const DEAD_HOME = { ...HOME, deadAddress: postalAddress({ ...NOBODY, ...HOME }) };

const CUSTOMERS: Readonly<Record<string, Partial<Addresses>>> = {
  'with both': { ...MAIL, ...HOME },
  'with an e-mail address': MAIL,
  'with a postal address': HOME,
  'with nothing': {},
  'without a street': { ...MAIL, ...HOME, street: null },
  'whose mail bounced': { ...DEAD_MAIL, ...HOME },
  'whose mail bounced, with another since': { ...DEAD_MAIL, ...HOME, email: 'new@example.org' },
  'whose letter came back': { ...MAIL, ...DEAD_HOME },
  'whose letter came back, moved since': { ...DEAD_HOME, street: 'Rokin 2' },
  'of whom all came back': { ...DEAD_MAIL, ...DEAD_HOME },
  'whose mail bounced, without another': DEAD_MAIL,
};

type Row = readonly [
  channels: readonly LevelChannel[] | undefined,
  customer: string,
  first: LevelChannel | null,
  after: LevelChannel | null,
];

const TABLE: readonly Row[] = [
  [undefined, 'with both', 'email', 'letter'],
  [undefined, 'with an e-mail address', 'email', null],
  [undefined, 'with a postal address', 'letter', null],
  // Its gateway says what is missing.
  [undefined, 'with nothing', 'letter', null],
  [undefined, 'without a street', 'email', null],
  [undefined, 'whose mail bounced', 'letter', null],
  [undefined, 'whose mail bounced, with another since', 'email', 'letter'],
  [undefined, 'whose letter came back', 'email', null],
  [undefined, 'whose letter came back, moved since', 'letter', null],
  [undefined, 'of whom all came back', null, null],
  [undefined, 'whose mail bounced, without another', 'letter', null],
  [['letter', 'email'], 'with both', 'letter', 'email'],
  [['letter', 'email'], 'with an e-mail address', 'email', null],
  [['letter'], 'with an e-mail address', 'letter', null],
  [['email'], 'whose mail bounced', null, null],
  [['webhook', 'letter'], 'with both', 'webhook', 'letter'],
  [['email', 'webhook', 'letter'], 'with nothing', 'webhook', null],
  [['email', 'webhook', 'letter'], 'of whom all came back', 'webhook', null],
];

describe('the channel of a level', () => {
  it.each(TABLE)('of %j, to a customer %s, is first %s, and after that %s', (channels, who, first, after) => {
    const reached = reachOf({ ...NOBODY, ...CUSTOMERS[who] });
    const level = channels === undefined ? {} : { channels };
    expect(firstChannel(level, reached)).toBe(first);
    expect(first === null ? null : channelAfter(level, first, reached)).toBe(after);
  });

  it('is never tried twice, however often one fails', () => {
    const reached = reachOf({ ...NOBODY, ...MAIL, ...HOME });
    const level = { channels: ['webhook', 'letter', 'email'] } as const;
    const tried: (string | null)[] = [firstChannel(level, reached)];
    while (tried.at(-1) !== null) tried.push(channelAfter(level, tried.at(-1)!, reached));
    expect(tried).toEqual(['webhook', 'letter', 'email', null]);
  });

  it('begins anew with the list when the one that failed is in it no longer', () => {
    const reached = reachOf({ ...NOBODY, ...MAIL, ...HOME });
    expect(channelAfter({ channels: ['letter'] }, 'email', reached)).toBe('letter');
  });
});

it.each([
  ['invoice/acme/1001/1/level/notice', 'invoice/acme/1001/1/level/notice/r2'],
  ['invoice/acme/1001/1/level/notice/r2', 'invoice/acme/1001/1/level/notice/r3'],
  ['invoice/acme/1001/1/level/r9', 'invoice/acme/1001/1/level/r9/r2'],
  ['invoice/acme/a%2Flevel%2Fb/12/level/x/r9', 'invoice/acme/a%2Flevel%2Fb/12/level/x/r10'],
])('the revision after %s is %s, and of the same letter', (key, next) => {
  expect(nextRevisionOf(key)).toBe(next);
  expect(firstKeyOf(next)).toBe(firstKeyOf(key));
});
