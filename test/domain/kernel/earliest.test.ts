import { describe, expect, it } from 'vitest';
import { earliest } from '../../../domain/kernel/earliest.ts';

const plan = (name: string, at: number | null) => ({ name, at });

describe('the first of the earliest', () => {
  it.each([
    ['one after it', 11, 'first'],
    ['one at the same moment', 10, 'first'],
    ['one before it', 9, 'second'],
  ])('stands before %s', (_, at, wins) => {
    expect(earliest([plan('first', 10), plan('second', at)]).name).toBe(wins);
  });

  it('is dated before it is undated, wherever it stands', () => {
    expect(earliest([plan('undated', null), plan('dated', 10), null]).name).toBe('dated');
    expect(earliest([null, plan('one', null), plan('other', null)]).name).toBe('one');
  });

  it.each([
    ['due before the other', 12, 'second'],
    ['due like the other', 11, 'first'],
  ])('%s counts from the moment up to which all is due', (_, at, wins) => {
    expect(earliest([plan('first', at), plan('second', 10)], 11).name).toBe(wins);
  });
});
