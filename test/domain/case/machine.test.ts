import { describe, expect, it } from 'vitest';
import { NEW_CASE } from '../../../domain/case/facts.ts';
import { CaseEvent, moveCase } from '../../../domain/case/machine.ts';
import { CaseState } from '../../../domain/case/state.ts';
import { IllegalTransition } from '../../../domain/kernel/machine.ts';

const OCCASION = { at: 1_000, on: 20_000, by: 'anna' };
const STATES = Object.values(CaseState);
const UNDER_WAY: CaseState[] = ['PREPARING', 'REVIEWING', 'PENDING', 'PROCESSING'];
const WITH_COLLECTOR: CaseState[] = ['PENDING', 'PROCESSING'];
const ANY: CaseState[] = [...UNDER_WAY, 'CLOSED', 'FAILED'];
type Edges = Partial<Record<CaseState, CaseState>>;

const stay = (...states: CaseState[]): Edges => Object.fromEntries(states.map((state) => [state, state]));
const lead = (from: CaseState[], to: CaseState): Edges => Object.fromEntries(from.map((one) => [one, to]));

/** Every edge, written out a second time. */
const EDGES: Readonly<Record<CaseEvent, Edges>> = {
  created: { CREATE: 'PREPARING' },
  updated: stay('PREPARING'),
  'document attached': stay('PREPARING', 'REVIEWING'),
  'document removed': stay('PREPARING', 'REVIEWING'),
  'review started': { PREPARING: 'REVIEWING' },
  prepared: { PREPARING: 'PENDING' },
  reviewed: { REVIEWING: 'PENDING' },
  'sent back': { REVIEWING: 'PREPARING' },
  'order handed over': stay('PENDING'),
  'accepted by the collector': { PENDING: 'PROCESSING' },
  'rejected by the collector': lead(WITH_COLLECTOR, 'FAILED'),
  failed: lead(WITH_COLLECTOR, 'FAILED'),
  'amount collected': stay(...UNDER_WAY),
  charged: stay(...UNDER_WAY),
  'booking on an invoice': stay(...UNDER_WAY),
  'step taken towards the debtor': stay(...WITH_COLLECTOR),
  paused: stay(...UNDER_WAY),
  resumed: stay(...UNDER_WAY),
  'principal paid': stay(...UNDER_WAY),
  'principal open again': stay(...UNDER_WAY),
  'withdrawal asked': stay(...WITH_COLLECTOR),
  withdrawn: lead(WITH_COLLECTOR, 'CLOSED'),
  closed: lead(UNDER_WAY, 'CLOSED'),
  'closed by the collector': lead(WITH_COLLECTOR, 'CLOSED'),
  completed: lead(UNDER_WAY, 'CLOSED'),
  waived: lead(UNDER_WAY, 'CLOSED'),
  'timed out': { PROCESSING: 'CLOSED' },
  'deactivation asked': stay(...WITH_COLLECTOR),
  deactivated: stay(...ANY),
  'message sent': stay(...WITH_COLLECTOR),
  'message received': stay(...ANY),
  'word to the collector resolved': stay(...ANY),
  conflict: stay(...ANY),
  'attention raised': stay(...ANY),
};

describe.each(Object.values(CaseEvent))('"%s"', (event) => {
  it.each(STATES)('from %s goes where it should, or is illegal', (state) => {
    const to = EDGES[event][state];
    const move = () => moveCase({ ...NEW_CASE, state }, event, OCCASION);
    if (to === undefined) {
      expect(move).toThrow(IllegalTransition);
      return;
    }
    const moved = move();
    expect(moved.state.state).toBe(to);
    expect(moved.transition).toMatchObject({
      event,
      from: state,
      to,
      ...OCCASION,
      reason: null,
      commandId: null,
    });
  });
});
