import { describe, expect, it } from 'vitest';
import { isSameContent, usedForOther } from '../../../domain/kernel/same-content.ts';

describe('Two messages', () => {
  it.each([
    [{ by: 'anna', until: '2026-06-01' }, { until: '2026-06-01', by: 'anna' }, true],
    [{ by: 'anna' }, { by: 'anna', until: undefined }, true],
    [{ by: 'anna', commandId: 'c-1', version: 3 }, { by: 'anna', version: 4 }, true],
    [{ a: [{ x: 1, y: 2 }] }, { a: [{ y: 2, x: 1 }] }, true],
    [undefined, null, true],
    [{ by: 'anna' }, { by: 'berta' }, false],
    [{ a: [1, 2] }, { a: [2, 1] }, false],
    [{ by: 'anna' }, null, false],
  ])('%j and %j say the same: %s', (one, other, same) => {
    expect(isSameContent(one, other)).toBe(same);
  });
});

describe('A command id that comes again', () => {
  const before = { kind: 'pause', body: { by: 'anna', reason: 'a secret' } };

  it('is the same command with the same content', () => {
    expect(usedForOther('c-1', before, before)).toBeNull();
  });

  it.each([
    [{ kind: 'close', body: before.body }, /used before, for `pause`: this `close` was not applied/],
    [{ kind: 'pause', body: { by: 'anna' } }, /for a `pause` with other content/],
  ])('is refused for another, naming the first by its kind alone', (now, words) => {
    const refused = usedForOther('c-1', before, now);
    expect(refused).toMatch(words);
    expect(refused).toMatch(/^Conflict: the command id c-1 /);
    expect(refused).not.toMatch(/secret/);
  });
});
