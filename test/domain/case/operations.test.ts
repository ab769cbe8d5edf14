import { describe, expect, it } from 'vitest';
import { OPERATIONS, type Operation, tryOperation } from '../../../scripts/case-states/operations.ts';
import { aCase, SITUATIONS, type Situation } from '../../../scripts/case-states/situations.ts';

const NAMES = Object.keys(SITUATIONS) as Situation[];

/**
 * Every operation in every situation, written out a second time, in the order PREPARING, REVIEWING, PENDING, order in
 * the air, with the collector, PROCESSING, CLOSED, FAILED, deactivated. `-` is refused, `=` leaves the state.
 */
const MATRIX: Readonly<Record<Operation, string>> = {
  update: '= - - - - - - - -',
  attachDocument: '= = - - - - - - -',
  removeDocument: '= = - - - - - - -',
  markAsPrepared: 'REVIEWING - - - - - - - -',
  markAsReviewed: '- PENDING - - - - - - -',
  sendBack: '- PREPARING - - - - - - -',
  addCollectedAmount: '= = = = = = - - deactivated',
  addCharge: '= = = = = = - - -',
  pause: '= = = = = = - - -',
  resume: '= = = = = = - - -',
  message: '- - - - = = - - -',
  withdraw: '- - - - withdrawal withdrawal - - -',
  close: 'CLOSED CLOSED CLOSED - CLOSED CLOSED - - -',
  waive: 'CLOSED CLOSED CLOSED - CLOSED CLOSED - - -',
  deactivate:
    'deactivated deactivated deactivated - withdrawal withdrawal deactivated deactivated deactivated',
  delete: '- - - - - - - - deleted',
};

describe.each(Object.keys(OPERATIONS) as Operation[])('%s', (operation) => {
  const cells = MATRIX[operation].split(' ');

  it.each(NAMES)('in the situation "%s" does what it should, or is refused in words', (name) => {
    const expected = cells[NAMES.indexOf(name)] as string;
    const facts = SITUATIONS[name];
    const tried = tryOperation(operation, facts);
    if (expected === '-') {
      expect(tried).toEqual({ refused: expect.stringMatching(/^[A-Z].*[.!]$/s) });
    } else if (expected === 'withdrawal') {
      expect(tried).toMatchObject({ leadsTo: `${facts.state.state}, withdrawal asked` });
    } else {
      expect(tried).toMatchObject({ leadsTo: expected === '=' ? facts.state.state : expected });
    }
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
