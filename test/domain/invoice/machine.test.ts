import { describe, expect, it } from 'vitest';
import { NEW_INVOICE } from '../../../domain/invoice/facts.ts';
import { InvoiceEvent, move, TRANSITIONS } from '../../../domain/invoice/machine.ts';
import { Stage } from '../../../domain/invoice/stage.ts';
import { IllegalTransition, type Occasion } from '../../../domain/kernel/machine.ts';

const OCCASION: Occasion = { at: 1_000, on: 20_000, by: 'anna' };
const STAGES = Object.values(Stage);

/** Every edge, written out a second time: event, from, to. Several targets mean that the caller chooses. */
const EDGES: Readonly<Record<InvoiceEvent, Readonly<Partial<Record<Stage, readonly Stage[]>>>>> = {
  imported: { OPEN: ['OPEN', 'REMINDED', 'NOTICED'] },
  'reminder delivered': from(['OPEN', 'REMINDED', 'NOTICED'], 'REMINDED'),
  'notice delivered': { OPEN: ['NOTICED'], REMINDED: ['NOTICED'], NOTICED: ['NOTICED'] },
  'reminder bounced': { REMINDED: ['OPEN', 'REMINDED'] },
  'notice bounced': { NOTICED: ['NOTICED'], LISTED: ['NOTICED'] },
  'sent again': stay('OPEN', 'REMINDED', 'NOTICED', 'LISTED'),
  'level waived': stay('OPEN', 'REMINDED', 'NOTICED'),
  'listed for collection': { NOTICED: ['LISTED'] },
  'taken off the list': { NOTICED: ['NOTICED'], LISTED: ['NOTICED'] },
  approved: { LISTED: ['LISTED'] },
  'approval revoked': { LISTED: ['LISTED'] },
  'approval voided by a hold': { LISTED: ['LISTED'] },
  'transfer run missed': { NOTICED: ['NOTICED'] },
  'closing announced': stay('NOTICED', 'LISTED'),
  'transferred to collection': { NOTICED: ['TRANSFERRED'], LISTED: ['TRANSFERRED'] },
  'transferred by a chargeback': { PAID: ['TRANSFERRED'] },
  'case started': from(['OPEN', 'REMINDED', 'NOTICED', 'LISTED'], 'TRANSFERRED'),
  'case ended': { TRANSFERRED: ['PAID', 'NOTICED'] },
  paid: from(['OPEN', 'REMINDED', 'NOTICED', 'LISTED'], 'PAID'),
  credited: from(['OPEN', 'REMINDED', 'NOTICED', 'LISTED'], 'CLOSED'),
  'written off': from(['OPEN', 'REMINDED', 'NOTICED', 'LISTED'], 'CLOSED'),
  'settled otherwise by a late booking': from(['PAID', 'CLOSED'], ['PAID', 'CLOSED']),
  'reopened by a reversal': from(['PAID', 'CLOSED'], ['OPEN', 'REMINDED', 'NOTICED']),
  expired: { NOTICED: ['CLOSED'], LISTED: ['CLOSED'] },
  'closed by the operator': from(['OPEN', 'REMINDED', 'NOTICED', 'LISTED'], 'CLOSED'),
  restarted: { CLOSED: ['OPEN', 'REMINDED', 'NOTICED'] },
  paused: stay('OPEN', 'REMINDED', 'NOTICED', 'LISTED'),
  resumed: stay('OPEN', 'REMINDED', 'NOTICED', 'LISTED', 'PAID', 'CLOSED'),
  'payment agreed': stay('OPEN', 'REMINDED', 'NOTICED', 'LISTED'),
  'agreement kept': stay(...STAGES),
  'agreement broken': stay(...STAGES),
  'agreement cancelled': stay(...STAGES),
  'part disputed': stay('OPEN', 'REMINDED', 'NOTICED', 'LISTED'),
  'dispute resolved for the debtor': stay(...STAGES),
  'dispute resolved for the creditor': stay(...STAGES),
  'disputed part credited': stay(...STAGES),
  'due date changed': stay('OPEN', 'REMINDED', 'NOTICED', 'LISTED'),
  'moved to another policy': stay('OPEN', 'REMINDED', 'NOTICED', 'LISTED'),
  'effect resolved': stay(...STAGES),
  'attention raised': stay(...STAGES),
};

function stay(...stages: Stage[]): Partial<Record<Stage, readonly Stage[]>> {
  return Object.fromEntries(stages.map((stage) => [stage, [stage]]));
}

function from(
  stages: readonly Stage[],
  to: Stage | readonly Stage[],
): Partial<Record<Stage, readonly Stage[]>> {
  return Object.fromEntries(stages.map((stage) => [stage, [to].flat()]));
}

describe.each(Object.entries(EDGES))('"%s"', (name, edges) => {
  const event = name as InvoiceEvent;
  const leavesChoice = Array.isArray(TRANSITIONS[event].to);

  it.each(STAGES)(`from %s goes where it should, or is refused`, (stage) => {
    const allowed = edges[stage] ?? [];
    const state = { ...NEW_INVOICE, stage };
    for (const target of STAGES) {
      const attempt = () => move(state, event, OCCASION, { stage: target });
      const isEdge = leavesChoice ? allowed.includes(target) : allowed.length > 0;
      if (!isEdge) expect(attempt).toThrow(IllegalTransition);
      else expect(attempt().state.stage).toBe(leavesChoice ? target : allowed[0]);
    }
  });

  it('without a choice where the table leaves one is refused', () => {
    const [stage] = Object.keys(edges) as Stage[];
    const attempt = () => move({ ...NEW_INVOICE, stage: stage! }, event, OCCASION);
    if (leavesChoice) expect(attempt).toThrow(IllegalTransition);
    else expect(attempt).not.toThrow();
  });
});

it('the table knows every event that is written out here, and no other', () => {
  expect(Object.keys(TRANSITIONS).sort()).toEqual(Object.keys(EDGES).sort());
});

describe('a transition', () => {
  it('is one row for the audit trail: from, to, at, by, reason, command', () => {
    const { transition } = move(NEW_INVOICE, InvoiceEvent.CLOSED_BY_OPERATOR, {
      ...OCCASION,
      reason: 'goodwill',
      commandId: 'c-1',
      level: null,
    });
    expect(transition).toEqual({
      event: 'closed by the operator',
      from: 'OPEN',
      to: 'CLOSED',
      at: 1_000,
      on: 20_000,
      by: 'anna',
      reason: 'goodwill',
      commandId: 'c-1',
      level: null,
    });
  });

  it('says nothing of what it was not told', () => {
    const { transition } = move(NEW_INVOICE, InvoiceEvent.PAID, OCCASION);
    expect(transition).toMatchObject({ reason: null, commandId: null, level: null });
  });

  it('applies its patch and leaves the state it was given untouched', () => {
    const before = { ...NEW_INVOICE };
    const { state } = move(before, InvoiceEvent.PAID, OCCASION, { paidOn: 20_000 });
    expect(state).toEqual({ ...NEW_INVOICE, stage: 'PAID', paidOn: 20_000 });
    expect(before).toEqual(NEW_INVOICE);
  });

  it('that is illegal says which and from where', () => {
    const paid = { ...NEW_INVOICE, stage: Stage.PAID };
    expect(() => move(paid, InvoiceEvent.LISTED, OCCASION)).toThrow(
      'An invoice in PAID cannot be "listed for collection".',
    );
  });
});
