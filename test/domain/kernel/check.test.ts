import { describe, expect, it } from 'vitest';
import { type Check, checklist, Elsewhere, judge } from '../../../domain/kernel/check.ts';
import { HOLDS_IN_ENGLISH } from '../../../domain/kernel/hold-words.ts';

type Failed = readonly string[];
type NumberedCheck = Check<Failed, string, string>;
type FailingCheck =
  | { stops: string; stopsWhere?: (failed: Failed) => boolean }
  | { putsOff: string }
  | { decided: Elsewhere };

/** A check that fails when its name is among those that fail. */
function check(rule: string, failing: FailingCheck = { decided: Elsewhere.MOMENT }): NumberedCheck {
  return {
    rule,
    passes: (failed) => !failed.includes(rule),
    ifPassed: `${rule} passes.`,
    ifFailed: (failed) => `${rule} fails, one of ${failed.length}.`,
    ...failing,
  };
}

const open = check('open', { stops: 'NOTHING_OPEN' });
const day = check('day');
const asked = check('asked', { stops: 'NOBODY_ASKED' });
const alone = check('alone', { stops: 'NOT_ALONE', stopsWhere: (failed) => failed.length > 1 });
const fresh = check('fresh', { putsOff: 'STALE' });
const matched = check('matched', { putsOff: 'UNMATCHED' });
const all = [open, day, asked, alone, fresh, matched];

describe('a list of checks', () => {
  it.each<[string, Failed, string | null, string | null]>([
    ['none', [], null, null],
    ['one that only makes it later', ['day'], null, null],
    ['one that stops it', ['asked'], 'NOBODY_ASKED', null],
    ['several that stop it', ['asked', 'open'], 'NOTHING_OPEN', null],
    ['one that does not stop it here', ['alone'], null, null],
    ['one that stops it here', ['alone', 'day'], 'NOT_ALONE', null],
    ['one that puts it off', ['matched'], null, 'UNMATCHED'],
    ['several of both', ['matched', 'fresh', 'asked'], 'NOBODY_ASKED', 'STALE'],
  ])('decides by the first that fails of its kind: %s', (_, failed, stoppedBy, putOffBy) => {
    const list = checklist(all);
    expect([list.stoppedBy(failed), list.putOffBy(failed)]).toEqual([stoppedBy, putOffBy]);
  });

  it('lets some decide before the others, and is read in its own order', () => {
    const list = checklist(all, [asked]);
    expect(list.stoppedBy(['open', 'asked'])).toBe('NOBODY_ASKED');
    expect(judge(list.all, [], HOLDS_IN_ENGLISH).map(({ rule }) => rule)).toEqual(
      all.map(({ rule }) => rule),
    );
  });

  it('says of each how it stands', () => {
    expect(judge([open, day], ['day'], HOLDS_IN_ENGLISH)).toEqual([
      { rule: 'open', passes: true, says: 'open passes.' },
      { rule: 'day', passes: false, says: 'day fails, one of 1.' },
    ]);
  });

  it('takes none that decides nothing without saying so', () => {
    const said = { rule: 'quiet', passes: () => true, ifPassed: '', ifFailed: '' };
    // @ts-expect-error: what failing means must be said
    checklist<Failed, string, string>([said]);
    expect(checklist<Failed, string, string>([{ ...said, decided: Elsewhere.SAID }]).all).toHaveLength(1);
  });

  it('makes no sentence to decide', () => {
    const silent: NumberedCheck = {
      ...open,
      ifFailed: () => {
        throw new Error('a sentence was made');
      },
    };
    expect(checklist([silent]).stoppedBy(['open'])).toBe('NOTHING_OPEN');
  });
});
