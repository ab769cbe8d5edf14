import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaseCommandKind, parseCaseCommand } from '../../../domain/case/messages/index.ts';
import { day } from '../invoice/an-invoice.ts';

const parse = (kind: CaseCommandKind, message: unknown) => parseCaseCommand(kind, message, 'id-1');
const problem = (kind: CaseCommandKind, message: unknown) => {
  const parsed = parse(kind, message);
  return 'problem' in parsed ? parsed.problem : 'none';
};
const from = { by: 'anna', version: 3 };
const HASH = 'a'.repeat(64);

/** The fullest form of each message, and what it becomes. */
const MESSAGES: Readonly<Record<CaseCommandKind, readonly [object, object]>> = {
  update: [{ ...from, request: 'r-1' }, { request: 'r-1' }],
  attachDocument: [
    { ...from, name: 'contract.pdf', hash: HASH, type: 'application/pdf' },
    { name: 'contract.pdf', hash: HASH, type: 'application/pdf' },
  ],
  removeDocument: [{ ...from, name: 'contract.pdf' }, { name: 'contract.pdf' }],
  markAsPrepared: [from, {}],
  markAsReviewed: [from, {}],
  sendBack: [{ ...from, reason: 'no contract' }, { reason: 'no contract' }],
  addCollectedAmount: [
    { ...from, amount: '50.00', externalId: 'r-1', receivedOn: '2026-05-04' },
    { amount: '50.00', externalId: 'r-1', receivedOn: day('2026-05-04') },
  ],
  addCharge: [
    { ...from, charge: 'cost', amount: '40', externalId: 'c-1', bookedOn: '2026-05-04' },
    { charge: 'cost', amount: '40', externalId: 'c-1', bookedOn: day('2026-05-04') },
  ],
  close: [
    { ...from, reason: 'settled', outcome: 'PARTLY_COLLECTED' },
    { reason: 'settled', outcome: 'PARTLY_COLLECTED' },
  ],
  pause: [
    { ...from, reason: 'promise', until: '2026-06-01', owner: 'berta' },
    { reason: 'promise', until: day('2026-06-01'), owner: 'berta' },
  ],
  resume: [from, {}],
  withdraw: [{ ...from, reason: 'paid to us' }, { reason: 'paid to us' }],
  deactivate: [
    { ...from, acknowledged: ['stepsTaken', 'published'], reason: 'wrong debtor' },
    { acknowledged: ['published', 'stepsTaken'], reason: 'wrong debtor' },
  ],
  delete: [from, {}],
  waive: [
    { ...from, credit: true, reason: 'goodwill' },
    { credit: true, reason: 'goodwill' },
  ],
  noteStep: [
    { ...from, what: 'called, no answer', takenOn: '2026-05-04' },
    { what: 'called, no answer', takenOn: day('2026-05-04') },
  ],
  message: [
    { ...from, request: 'r-2' },
    { text: null, request: 'r-2' },
  ],
  lookAgain: [{ by: 'anna' }, {}],
  reportReceived: [{ by: 'anna' }, {}],
};

describe('a message to a case', () => {
  it.each(Object.values(CaseCommandKind))('%s becomes a command', (kind) => {
    const [message, command] = MESSAGES[kind];
    const version = 'version' in message ? { version: 3 } : {};
    expect(parse(kind, message)).toEqual({
      command: { kind, by: 'anna', commandId: 'id-1', ...version, ...command },
    });
    expect(parse(kind, { ...message, commandId: 'mine' })).toMatchObject({ command: { commandId: 'mine' } });
  });

  it('may leave out what is not needed', () => {
    expect(parse('addCollectedAmount', { ...from, amount: '1', externalId: 'x' })).toMatchObject({
      command: { receivedOn: null },
    });
    expect(parse('close', { ...from, reason: 'x' })).toMatchObject({ command: { outcome: null } });
    expect(parse('pause', from)).toMatchObject({ command: { reason: null, until: null, owner: null } });
    expect(parse('deactivate', from)).toMatchObject({
      command: { acknowledged: [], reason: null },
    });
    expect(parse('waive', from)).toMatchObject({ command: { credit: false, reason: null } });
    expect(parse('message', { ...from, text: 'hello' })).toMatchObject({
      command: { text: 'hello', request: null },
    });
  });

  it.each(Object.values(CaseCommandKind))(
    '%s without one JSON object, a name or its version is refused',
    (kind) => {
      for (const message of [undefined, null, 'x', 7, [], [from]])
        expect(problem(kind, message)).toMatch(/takes one JSON object/);
      expect(problem(kind, { version: 3 })).toMatch(/needs `by`|knows no field `version`/);
      const [message] = MESSAGES[kind];
      if (!('version' in message)) return;
      for (const version of [undefined, null, 0, -1, 1.5, '3', 2 ** 53]) {
        expect(problem(kind, { ...message, version })).toMatch(/needs `version`, a whole number, e.g./);
      }
      expect(problem(kind, { ...message, version: 1 })).toBe('none');
    },
  );

  it('with an unknown field is refused by the field’s name, with those it takes', () => {
    expect(problem('close', { ...from, reason: 'x', outcom: 'WAIVED' })).toBe(
      'close knows no field `outcom`: it takes by, commandId, version, reason, outcome.',
    );
  });

  it('with a wrong value is refused by what would be right', () => {
    expect(problem('update', from)).toMatch(/needs `request`/);
    expect(problem('sendBack', from)).toMatch(/needs `reason`/);
    expect(problem('addCharge', { ...from, amount: '1', externalId: 'x' })).toMatch(
      /needs `charge`: one of cost, interest, fee/,
    );
    expect(problem('close', { ...from, reason: 'x', outcome: 'PAID' })).toMatch(/must be one of COLLECTED/);
    expect(problem('deactivate', { ...from, acknowledged: ['seen'] })).toBe(
      '`acknowledged` of deactivate must be a list out of published, stepsTaken, not "seen".',
    );
    expect(problem('deactivate', { ...from, acknowledged: 'published' })).toMatch(/must be a list out of/);
    expect(problem('waive', { ...from, credit: 1 })).toMatch(/`credit` .* must be true or false/);
    expect(problem('message', from)).toMatch(/needs either `text` or `request`/);
    expect(problem('message', { ...from, text: 'x', request: 'r' })).toMatch(/needs either/);
  });

  it.each([50, '50,00', '-1', '', '1e3', '0x1', '.5', '1.', '1.12345', null])(
    'with the amount %j is refused',
    (amount) => {
      expect(problem('addCollectedAmount', { ...from, amount, externalId: 'x' })).toMatch(
        /needs `amount`, a decimal in quotes, e.g. {"amount":"50.00"}/,
      );
    },
  );

  it('names a document with up to 100 characters', () => {
    const named = (length: number) =>
      problem('attachDocument', { ...from, name: 'n'.repeat(length), hash: HASH });
    expect([99, 100].map(named)).toEqual(['none', 'none']);
    expect(named(101)).toMatch(/100 characters at most, not 101/);
  });

  it('names the content of a document by its SHA-256', () => {
    for (const hash of ['a'.repeat(63), 'a'.repeat(65), 'A'.repeat(64), 'g'.repeat(64)]) {
      expect(problem('attachDocument', { ...from, name: 'n', hash })).toMatch(/must be the SHA-256/);
    }
  });

  it('of whatever content is read or refused in words, and never throws', () => {
    const fields = [...new Set(Object.values(MESSAGES).flatMap(([message]) => Object.keys(message)))];
    const content = fc.dictionary(fc.constantFrom(...fields, 'x'), fc.anything());
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(CaseCommandKind)), content, (kind, message) => {
        const parsed = parse(kind, message);
        if ('problem' in parsed) expect(parsed.problem).not.toBe('');
        else expect(parsed.command.kind).toBe(kind);
      }),
    );
  });
});
