import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommandKind, parseCommand } from '../../../domain/invoice/messages/index.ts';
import { livingInvoice } from './a-living-invoice.ts';
import { anInvoice, day } from './an-invoice.ts';

const parse = (kind: CommandKind, message: unknown) => parseCommand(kind, message, 'id-1');
const problem = (kind: CommandKind, message: unknown) => {
  const parsed = parse(kind, message);
  return 'problem' in parsed ? parsed.problem : 'none';
};

describe('a message', () => {
  it('becomes a command', () => {
    expect(
      parse('pause', { by: 'anna', reason: 'DISPUTE', from: '2026-03-01', until: '2026-04-01', note: 'n' }),
    ).toEqual({
      command: {
        kind: 'pause',
        by: 'anna',
        commandId: 'id-1',
        reason: 'DISPUTE',
        holdKind: 'reminders',
        from: day('2026-03-01'),
        until: day('2026-04-01'),
        owner: null,
        note: 'n',
      },
    });
    expect(parse('approve', { by: 'anna', reason: 'looked at it' })).toEqual({
      command: { kind: 'approve', by: 'anna', commandId: 'id-1' },
    });
  });

  it('brings its own id, or gets one', () => {
    expect(parse('approve', { by: 'anna', commandId: 'mine' })).toMatchObject({
      command: { commandId: 'mine' },
    });
    expect(parse('approve', { by: 'anna', commandId: null })).toMatchObject({
      command: { commandId: 'id-1' },
    });
  });

  it.each(Object.values(CommandKind))('%s without a name is refused, with an example', (kind) => {
    for (const message of [{}, { by: null }]) {
      expect(problem(kind, message)).toMatch(new RegExp(`${kind} needs \`by\`, e.g. `));
    }
    for (const by of ['', ' ', 7, {}, []])
      expect(problem(kind, { by })).toMatch(/`by` of \w+ must be a text/);
  });

  it.each(Object.values(CommandKind))('%s that is no object is refused', (kind) => {
    for (const message of [undefined, null, 'x', 7, true, [], [{ by: 'anna' }], Symbol('x'), () => {}]) {
      expect(problem(kind, message)).toMatch(/takes one JSON object/);
    }
  });

  it('with an unknown field is refused by the field’s name, with those it takes', () => {
    expect(problem('pause', { by: 'anna', untill: '2026-03-01' })).toBe(
      'pause knows no field `untill`: it takes by, commandId, reason, kind, from, until, owner, note.',
    );
    expect(problem('approve', JSON.parse('{"by":"anna","__proto__":{"x":1}}'))).toMatch(
      /no field `__proto__`/,
    );
    expect(problem('approve', { by: 'anna', constructor: 'x' })).toMatch(/no field `constructor`/);
  });

  it('with a wrong value is refused by what would be right', () => {
    expect(problem('pause', { by: 'anna', reason: 'dispute' })).toMatch(
      /`reason` of pause must be one of OPERATOR, DISPUTE/,
    );
    expect(problem('pause', { by: 'anna', kind: 'FULL' })).toMatch(/must be one of reminders, full/);
    expect(problem('resume', { by: 'anna', reason: 'x' })).toMatch(/must be one of OPERATOR/);
    expect(problem('changeDueDate', { by: 'anna' })).toMatch(/needs `dueOn`, e.g./);
    expect(problem('close', { by: 'anna' })).toMatch(/needs `reason`/);
  });

  it.each(['2026-02-29', '2026-13-01', '01-03-2026', '2026-3-1', 'today', '2026-03-01T00:00', '0000-01-01'])(
    'with the date %s is refused',
    (date) => {
      expect(problem('changeDueDate', { by: 'anna', dueOn: date })).toMatch(
        /must be a date like 2026-03-01, not/,
      );
      expect(problem('pause', { by: 'anna', until: date })).toMatch(/`until` must be a date/);
    },
  );

  it('of more text than a reason needs is refused', () => {
    const texts = [999, 1000, 1001].map((length) =>
      problem('close', { by: 'anna', reason: 'x'.repeat(length) }),
    );
    expect(texts).toEqual(['none', 'none', '`reason` of close is too long: 1000 characters at most.']);
  });

  it('of whatever content is answered, never thrown at', () => {
    const kinds = fc.constantFrom(...Object.values(CommandKind));
    const fields = fc.dictionary(
      fc.constantFrom('by', 'commandId', 'reason', 'kind', 'from', 'until', 'note', 'level', 'dueOn', 'x'),
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
    );
    fc.assert(
      fc.property(kinds, fc.oneof(fc.anything(), fields), (kind, message) => {
        const parsed = parse(kind, message);
        if ('problem' in parsed) expect(parsed.problem.length).toBeGreaterThan(10);
        else expect(parsed.command.kind).toBe(kind);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a date so far away that no calendar reaches it', () => {
  it.each(['1899-12-31', '2200-01-01', '9999-12-31'])('is refused: %s', (date) => {
    expect(problem('changeDueDate', { by: 'anna', dueOn: date })).toMatch(
      /must lie in the years 1900 to 2199/,
    );
    expect(problem('pause', { by: 'anna', from: date })).toMatch(/must lie in the years/);
    expect(problem('pause', { by: 'anna', until: date })).toMatch(/must lie in the years/);
  });

  it('is accepted up to the last day, and the path goes on', () => {
    // From the day of issue on.
    for (const date of ['2026-01-05', '2199-12-31']) {
      const invoice = livingInvoice(anInvoice()).until('2026-02-06 12:00');
      expect(invoice.ask('changeDueDate', { dueOn: date })).toMatch(/now due/);
      expect(invoice.plan.step).toBe('sendReminder');
    }
    const paused = livingInvoice(anInvoice()).until('2026-02-06 12:00');
    expect(paused.ask('pause', { until: '2199-12-31' })).toMatch(/is paused/);
    expect(paused.plan).toMatchObject({ step: 'wait', because: 'HOLD_CHANGES' });
  });
});
