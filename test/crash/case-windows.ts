import type { CaseRow } from '../../db/case/cases.ts';
import type { InstructionKind } from '../../domain/case/facts.ts';
import type { Creditor } from '../../domain/invoice/policy.ts';
import { acme } from '../db/samples.ts';

/** Transfers by itself, so that nothing but the clock is needed up to the case. */
export const creditor: Creditor = {
  ...acme,
  policy: { ...acme.policy, transfer: { ...acme.policy.transfer, mode: 10 } },
};

/** Where worker and server are killed: an invoice of that name stops there. */
export type Window =
  | { readonly at: 'commit'; readonly activity: string; readonly when: (row: CaseRow) => boolean }
  | { readonly at: 'before hand-over' | 'after hand-over'; readonly about: InstructionKind };

const processing = (row: CaseRow) => row.state === 'PROCESSING';

export const WINDOWS: Readonly<Record<string, Window>> = {
  'case-opened': { at: 'commit', activity: 'transferToCollection', when: ({ hasWorkflow }) => !hasWorkflow },
  'case-started': { at: 'commit', activity: 'transferToCollection', when: ({ hasWorkflow }) => hasWorkflow },
  prepared: { at: 'commit', activity: 'prepareCase', when: ({ state }) => state === 'PENDING' },
  'order-claimed': { at: 'before hand-over', about: 'order' },
  'order-taken': { at: 'after hand-over', about: 'order' },
  accepted: { at: 'commit', activity: 'orderCollection', when: processing },
  'first-receipt': {
    at: 'commit',
    activity: 'applyCaseCommand',
    when: ({ collected }) => collected === 4000,
  },
  'last-receipt': {
    at: 'commit',
    activity: 'applyCaseCommand',
    when: ({ collected }) => collected === 10_000,
  },
  'pause-told': { at: 'after hand-over', about: 'pause' },
  closed: { at: 'commit', activity: 'applyCaseCommand', when: ({ state }) => state === 'CLOSED' },
  'close-claimed': { at: 'before hand-over', about: 'closed' },
  'close-taken': { at: 'after hand-over', about: 'closed' },
  'at-the-end': {
    at: 'commit',
    activity: 'handOverInstruction',
    when: ({ nextStep }) => nextStep === 'endCase',
  },
};

/** Stops between its receipt and the booking of it, and everything with it. */
export const BLOCKING = 'receipt-without-booking';

export const INVOICES: readonly string[] = [...Object.keys(WINDOWS), BLOCKING];
