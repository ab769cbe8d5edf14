import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseResolveEffect } from '../../../domain/invoice/messages/index.ts';

const KEY = 'invoice/acme/1001/1/level/notice';
const parse = (message: unknown) => parseResolveEffect(message, 'id-1');
const problem = (message: unknown) => {
  const parsed = parse(message);
  return 'problem' in parsed ? parsed.problem : 'none';
};

describe('what a person found out about an effect', () => {
  it.each(['delivered', 'notDelivered', 'bounced', 'softBounced', 'returned', 'complaint'])(
    'is that it was %s',
    (outcome) => {
      expect(parse({ by: 'anna', key: KEY, outcome })).toEqual({
        command: {
          kind: 'resolveEffect',
          by: 'anna',
          key: KEY,
          outcome,
          commandId: 'id-1',
          channel: null,
          on: null,
        },
      });
    },
  );

  it('may carry an id and a reason', () => {
    const message = { by: 'anna', key: KEY, outcome: 'bounced', commandId: 'mine', reason: 'came back' };
    expect(parse(message)).toMatchObject({ command: { commandId: 'mine' } });
  });

  it('is refused without a name, key or outcome, each by its name', () => {
    expect(problem({ key: KEY, outcome: 'bounced' })).toMatch(/needs `by`/);
    expect(problem({ by: 'anna', outcome: 'bounced' })).toMatch(/needs `key`/);
    expect(problem({ by: 'anna', key: KEY })).toMatch(
      /`outcome` of resolveEffect must be one of delivered, notDelivered, bounced/,
    );
    expect(problem({ by: 'anna', key: KEY, outcome: 'toString' })).toMatch(
      /`outcome` of resolveEffect must be one of/,
    );
  });

  it('is refused with an unknown field', () => {
    expect(problem({ by: 'anna', key: KEY, outcome: 'bounced', level: 'notice' })).toMatch(
      /no field `level`/,
    );
  });

  it('is refused when it is no object', () => {
    for (const message of [undefined, null, 7, 'x', [], () => {}]) {
      expect(problem(message)).toMatch(/takes one JSON object/);
    }
  });

  it('is answered whatever it contains, never thrown at', () => {
    const fields = fc.dictionary(
      fc.constantFrom('by', 'key', 'outcome', 'commandId', 'reason', 'x'),
      fc.oneof(fc.anything(), fc.constantFrom('delivered', 'bounced', KEY)),
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fields), (message) => {
        const parsed = parse(message);
        expect('problem' in parsed || parsed.command.key.length > 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
