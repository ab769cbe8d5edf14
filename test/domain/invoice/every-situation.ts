import { EffectState } from '../../../domain/effects/effect.ts';
import { type InvoiceState, NEW_INVOICE } from '../../../domain/invoice/facts.ts';
import { CommandKind } from '../../../domain/invoice/messages/index.ts';
import type { Policy } from '../../../domain/invoice/policy.ts';
import type { HoldReason, HoldScope } from '../../../domain/kernel/holds.ts';
import type { EntryKind } from '../../../domain/kernel/ledger.ts';
import { aPolicy, at, day, NOTICE, REMINDER_1, REMINDER_2 } from './an-invoice.ts';

/** The moment at which everything is asked: a working day, inside the window, before the transfer run. */
export const NOW = '2026-04-08 10:00';
/** The key that a letter of the first round has, and the level that it carries. */
export const LETTER = { level: 'reminder-1', key: 'invoice/acme/NUMBER/1/level/reminder-1' };

const levels = [REMINDER_1, REMINDER_2, NOTICE];
const noticed = {
  stage: 'NOTICED',
  levelsDone: 3,
  anchorOn: day('2026-03-16'),
  noticeDeliveredOn: day('2026-03-16'),
  noticeDueOn: day('2026-03-30'),
  claimSince: at('2026-03-16 10:00'),
} as const;
const listed = { ...noticed, stage: 'LISTED', listedOn: day('2026-04-07') } as const;
const approved = { approvedAt: at('2026-04-08 09:00'), approvedBy: 'anna' } as const;
const ended = { levelsDone: 1, anchorOn: day('2026-02-11') } as const;

/** Where an invoice can stand. */
export const STANDS: Readonly<Record<string, Partial<InvoiceState>>> = {
  open: {},
  reminded: { stage: 'REMINDED', levelsDone: 1, anchorOn: day('2026-02-11') },
  'noticed, running': { ...noticed, noticeDueOn: day('2026-04-30') },
  'noticed, expired': noticed,
  'listed, mode 20': { ...listed, fixedMode: 20 },
  'listed, mode 30': { ...listed, fixedMode: 30 },
  'listed and approved': { ...listed, fixedMode: 30, ...approved },
  transferred: { ...noticed, stage: 'TRANSFERRED', transferredOn: day('2026-04-07') },
  paid: { ...ended, stage: 'PAID', paidOn: day('2026-04-07'), stageBeforeEnd: 'REMINDED' },
  'closed by a person': {
    ...ended,
    stage: 'CLOSED',
    closedOn: day('2026-04-07'),
    closeReason: 'OPERATOR',
    stageBeforeEnd: 'REMINDED',
  },
  'closed by the clock': {
    ...listed,
    stage: 'CLOSED',
    closedOn: day('2026-04-07'),
    closeReason: 'EXPIRED_60_DAYS',
    fixedMode: 30,
    ...approved,
  },
  'closed as credited': {
    ...ended,
    stage: 'CLOSED',
    closedOn: day('2026-04-07'),
    closeReason: 'CREDITED',
    stageBeforeEnd: 'OPEN',
  },
};

/** What can be special about it besides. */
export interface Special {
  readonly state?: (state: InvoiceState) => Partial<InvoiceState>;
  readonly policy?: Policy;
  readonly hold?: { readonly scope: HoldScope; readonly reason: HoldReason; readonly released?: true };
  readonly letter?: EffectState;
  readonly booking?: readonly [kind: EntryKind, amount: number][];
  readonly customer?: 'optedOut' | 'archived';
  readonly dueOn?: null;
}

/** A claim that an older release left with what it had before its case. */
const backFromCase = () => ({
  stage: 'NOTICED' as const,
  caseEndedOn: day('2026-04-07'),
  listedOn: day('2026-04-01'),
  fixedMode: 30 as const,
  ...approved,
});
const backBeforeAnyLevel = () => ({
  ...NEW_INVOICE,
  stage: 'NOTICED' as const,
  caseEndedOn: day('2026-04-07'),
});
const bounced = () => ({
  stage: 'NOTICED' as const,
  levelsDone: 2,
  noticeDueOn: null,
  noticeDeliveredOn: null,
  listedOn: null,
});
const REMINDER_3 = { ...REMINDER_2, name: 'reminder-3', daysAfterDue: 30 };

export const SPECIALS: Readonly<Record<string, Special>> = {
  'nothing special': {},
  'back from a case that ended': { state: backFromCase, hold: { scope: 'invoice', reason: 'CASE_ENDED' } },
  'back from a deactivated case': {
    state: backFromCase,
    hold: { scope: 'invoice', reason: 'CASE_DEACTIVATED' },
  },
  'back from its case and resumed': {
    state: backFromCase,
    hold: { scope: 'invoice', reason: 'CASE_ENDED', released: true },
  },
  'back from a case started before any level': {
    state: backBeforeAnyLevel,
    hold: { scope: 'invoice', reason: 'CASE_ENDED', released: true },
  },
  'its notice bounced': { state: bounced },
  'its notice bounced, and a reminder more since': {
    state: bounced,
    policy: aPolicy({ levels: [REMINDER_1, REMINDER_2, REMINDER_3, NOTICE] }),
  },
  'a policy without levels': { policy: aPolicy({ levels: [] }) },
  'a policy in mode 10': { policy: aPolicy({ levels, transfer: { mode: 10 } }) },
  'a run that was missed': { state: () => ({ missedRunOn: day('2026-04-07'), fixedMode: 10 }) },
  ...Object.fromEntries(
    Object.values(EffectState).map((state) => [`a letter that is ${state}`, { letter: state }]),
  ),
  'paused itself': { hold: { scope: 'invoice', reason: 'OPERATOR' } },
  'its customer paused': { hold: { scope: 'customer', reason: 'PAYMENT_PLAN' } },
  'its creditor paused': { hold: { scope: 'creditor', reason: 'OPERATOR' } },
  'only costs open': {
    booking: [
      ['cost', 2_000],
      ['credit', 10_000],
    ],
  },
  'below the minimum': { booking: [['payment', 9_500]] },
  'nothing open': { booking: [['payment', 10_000]] },
  'a customer who opted out': { customer: 'optedOut' },
  'an archived customer': { customer: 'archived' },
  'no due date': { dueOn: null },
  'its third round': { state: () => ({ round: 3 }) },
};

/** The ways in which each command can be meant. */
const MEANT: Readonly<Record<CommandKind, readonly Readonly<Record<string, unknown>>[]>> = {
  pause: [{}, { from: '2026-04-01', until: '2026-04-05', reason: 'DISPUTE' }],
  resume: [{}, { reason: 'CASE_ENDED' }],
  approve: [{}],
  revokeApproval: [{}],
  close: [{ reason: 'goodwill' }],
  restart: [{}, { level: 'reminder-2' }, { level: 'notice' }],
  changeDueDate: [{ dueOn: '2026-05-20' }, { dueOn: '2026-01-20' }],
  waiveLevel: [{}, { level: 'reminder-1' }],
  agreePlan: [{ instalments: 2, firstOn: '2026-05-20' }],
  agreePromise: [{ amount: '10.00', dueOn: '2026-05-20' }],
  cancelAgreement: [{}],
  dispute: [{ amount: '10.00' }],
  resolveDispute: [{ for: 'debtor' }],
  resend: [{}, { level: 'notice' }],
  ledgerChanged: [{}],
  reconsider: [{}],
};

/** Every command, in each of them. */
export const COMMANDS = Object.values(CommandKind).flatMap((kind) =>
  MEANT[kind].map((fields) => [kind, fields] as const),
);

/** The state that an invoice has there, with what is special. */
export function stateAt(stand: string, { state }: Special): InvoiceState {
  const plain = { ...NEW_INVOICE, ...STANDS[stand] };
  return { ...plain, ...state?.(plain) };
}
