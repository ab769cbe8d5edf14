import { describe, expect, it } from 'vitest';
import { CASE_COMMANDS } from '../../../domain/case/messages/index.ts';
import type { CaseForm } from '../../../domain/case/messages/message.ts';
import { formOf } from '../../../domain/kernel/message.ts';
import { OPERATIONS, type Operation, tryOperation } from '../../../scripts/case-states/operations.ts';
import { aCase, SITUATIONS, type Situation } from '../../../scripts/case-states/situations.ts';

const NAMES = Object.keys(SITUATIONS) as Situation[];

/**
 * Every operation in every situation, written out a second time, in the order PREPARING, REVIEWING, PENDING, order in
 * the air, order uncertain, with the collector, PROCESSING, CLOSED, FAILED, deactivated and with the collector,
 * deactivated. `-` is refused, `=` leaves the state, `withdrawal` also asks for one.
 */
const MATRIX: Readonly<Record<Operation, string>> = {
  update: '= - - - - - - - - - -',
  attachDocument: '= = - - - - - - - - -',
  removeDocument: '= = - - - - - - - - -',
  markAsPrepared: 'REVIEWING - - - - - - - - - -',
  markAsReviewed: '- PENDING - - - - - - - - -',
  sendBack: '- PREPARING - - - - - - - - -',
  addCollectedAmount: '= = = = = = = - - deactivated+withdrawal deactivated',
  addCharge: '= = = = = = = - - - -',
  pause: '= = = = = = = - - - -',
  resume: '= = = = = = = - - - -',
  message: '- - - - - = = - - - -',
  noteStep: '- - - - - = = - - - -',
  withdraw: '- - - - - =+withdrawal =+withdrawal - - - -',
  close: 'CLOSED CLOSED CLOSED - - CLOSED CLOSED - - deactivated -',
  waive: 'CLOSED CLOSED CLOSED - - CLOSED CLOSED - - - -',
  deactivate: `deactivated deactivated deactivated - - deactivated+withdrawal deactivated+withdrawal deactivated
    deactivated deactivated+withdrawal deactivated`,
  delete: '- - - - - - - - - - deleted',
};

describe.each(OPERATIONS)('%s', (operation) => {
  const cells = MATRIX[operation].split(/\s+/);

  it.each(NAMES)('in the situation "%s" does what it should, or is refused in words', (name) => {
    const expected = cells[NAMES.indexOf(name)] as string;
    const facts = SITUATIONS[name];
    const tried = tryOperation(operation, facts);
    if (expected === '-') {
      expect(tried).toEqual({ refused: expect.stringMatching(/^[A-Z].*[.!]$/s) });
    } else {
      const leadsTo = expected.replace('=', facts.state.state).replace('+withdrawal', ', withdrawal asked');
      expect(tried).toMatchObject({ leadsTo });
    }
  });

  it('makes sense in the states that its message names, and in no others', () => {
    const { states } = formOf(CASE_COMMANDS, operation) as CaseForm;
    const works = NAMES.filter((name) => !('refused' in tryOperation(operation, SITUATIONS[name])));
    const going = works.filter((name) => SITUATIONS[name].state.deactivatedAt === null);
    for (const name of going) expect(states).toContain(SITUATIONS[name].state.state);
  });
});

describe('deleting', () => {
  const none = { hasInvoices: false, invoices: [] } as const;

  it.each([
    ['a case of the test environment without invoices', aCase({ ...none, environment: 'TEST' }), 'deleted'],
    [
      'one that was reviewed but never ordered',
      aCase({ ...none, environment: 'TEST', state: { state: 'REVIEWING' } }),
      'deleted',
    ],
    ['one in preparation without invoices', aCase(none), 'deleted'],
    ['one in preparation with invoices', aCase(), null],
    [
      'one of the test environment that was processed',
      { ...SITUATIONS.PROCESSING, ...none, environment: 'TEST' as const },
      null,
    ],
    ['one in review without invoices', aCase({ ...none, state: { state: 'REVIEWING' } }), null],
  ])('%s', (_, facts, leadsTo) => {
    const tried = tryOperation('delete', facts);
    if (leadsTo === null) expect(tried).toHaveProperty('refused');
    else expect(tried).toMatchObject({ leadsTo });
  });
});
