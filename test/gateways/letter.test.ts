import { describe, expect, it } from 'vitest';
import type { Recipient } from '../../contracts/claim.ts';
import type { LevelContent } from '../../contracts/effects.ts';
import { addressLines } from '../../gateways/letters/address.ts';
import { createLetterFileOutbox } from '../../gateways/letters/file-outbox.ts';
import { levelDelivery, notice, RECIPIENT, reminder } from './contents.ts';
import { failureOf } from './failure-of.ts';
import { tempFolder } from './temp-folder.ts';

describe('the address of a letter', () => {
  it('stands line by line, without the country at home', () => {
    expect(addressOf({})).toEqual(['A. Jansen', 'Keizersgracht 1', '1015 AA Amsterdam']);
  });

  it('ends with the country in capitals abroad, in the language of the letter', () => {
    expect(addressOf({ country: 'DE' }).at(-1)).toBe('DUITSLAND');
    expect(addressOf({ country: 'DE' }, { language: 'sv' }).at(-1)).toBe('TYSKLAND');
  });

  it('knows its home also by region', () => {
    const creditor = { id: 'acme', name: 'Acme GmbH', country: 'DE-BY' };
    expect(addressOf({ country: 'DE' }, { creditor })).toHaveLength(3);
    expect(addressOf({ country: 'AT' }, { creditor }).at(-1)).toBe('OOSTENRIJK');
  });

  it('keeps the lines of a street and drops empty ones', () => {
    expect(addressOf({ street: 'Building 7\r\n\n Main Street 1 ' })).toEqual([
      'A. Jansen',
      'Building 7',
      'Main Street 1',
      '1015 AA Amsterdam',
    ]);
  });

  it('goes to the representative, and does without a postcode or country', () => {
    expect(addressOf({ representative: 'mr. De Wit', postcode: null, country: null })).toEqual([
      'A. Jansen',
      'c/o mr. De Wit',
      'Keizersgracht 1',
      'Amsterdam',
    ]);
  });

  it.each<[string, Partial<Recipient>]>([
    ['no name.', { name: null }],
    ['no street.', { street: null }],
    ['no street.', { street: ' \n ' }],
    ['no city.', { city: '' }],
    ['no street and city.', { street: null, city: null }],
    ['no name, street and city.', { name: null, street: null, city: null }],
  ])('is needed: it fails for good when the customer has %s', async (missing, recipient) => {
    const gateway = createLetterFileOutbox({ folder: tempFolder() });
    const content = reminder({ recipient: { ...RECIPIENT, ...recipient } });
    const failure = await failureOf(gateway.deliver(levelDelivery(content)));
    expect(failure).toMatchObject({ isTemporary: false, mayHaveArrived: false });
    expect(failure.message).toContain(missing);
    expect(await gateway.trace(levelDelivery(content).key, content)).toBe('absent');
  });
});

describe('a snapshot that would make a wrong letter is refused for good', () => {
  const { open } = reminder();
  it.each<[string, LevelContent]>([
    ['no payment deadline', notice({ payBy: null })],
    ['do not add up', reminder({ open: { ...open, total: open.total + 1 } })],
    ['do not add up', reminder({ open: { ...open, costs: open.costs - 1 } })],
    ['Nothing is open', reminder({ open: { principal: 0, fees: 0, interest: 0, costs: 0, total: 0 } })],
  ])('%s', async (reason, content) => {
    const gateway = createLetterFileOutbox({ folder: tempFolder() });
    const failure = await failureOf(gateway.deliver(levelDelivery(content)));
    expect(failure).toMatchObject({ isTemporary: false, mayHaveArrived: false });
    expect(failure.message).toContain(reason);
  });
});

function addressOf(recipient: Partial<Recipient>, changes: Partial<LevelContent> = {}): string[] {
  return addressLines(reminder({ ...changes, recipient: { ...RECIPIENT, ...recipient } }));
}
