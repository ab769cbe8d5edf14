import type { CaseFacts, CaseRecord, PendingInstruction } from '../../domain/case/facts.ts';
import { NEW_CASE } from '../../domain/case/facts.ts';
import { OUTBOX_CONFIGURATION } from '../../domain/case/outbox-configuration.ts';
import { DEFAULT_CASE_SETTINGS } from '../../domain/case/settings.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';

/** Noon of 2026-06-01 in a zone without offset, every weekday a working day. */
export const AS_OF = Date.UTC(2026, 5, 1, 12);
const MS_PER_DAY = 86_400_000;
export const CALENDAR: Calendar = {
  dayOf: (instant) => Math.floor(instant / MS_PER_DAY),
  instantOf: (day, minute) => day * MS_PER_DAY + minute * 60_000,
  isHoliday: () => false,
  isWorkingDay: (day) => (day + 4) % 7 !== 0 && (day + 3) % 7 !== 0,
};
const TODAY = CALENDAR.dayOf(AS_OF);

const OPEN = { principal: 10_000, fees: 0, interest: 500, costs: 4_000, total: 14_500, surplus: 0 };

/** A case by hand about one open invoice, in preparation; parts given replace those. */
export function aCase(changes: Partial<Omit<CaseFacts, 'state'>> & { state?: Partial<CaseRecord> } = {}) {
  const { state = {}, ...facts } = changes;
  const made: CaseFacts = {
    creditor: 'acme',
    reference: '1001-1',
    externalId: '1001-1',
    source: 'hand',
    environment: 'PRODUCTION',
    currency: 'EUR',
    contractDate: TODAY - 100,
    dueOn: TODAY - 60,
    debtor: { kind: 'consumer', country: 'NL' },
    hasInvoices: true,
    invoices: [{ id: 1, number: '1001', dueOn: TODAY - 60, open: OPEN }],
    openAtEnd: OPEN,
    receipts: [],
    charges: [],
    holds: [],
    tasks: [],
    instructions: [],
    isOrdered: false,
    orderUnansweredSince: null,
    withdrawalUnansweredSince: null,
    configuration: null,
    bookingAhead: null,
    untold: [],
    hasReports: false,
    knownFromCollector: [],
    settings: DEFAULT_CASE_SETTINGS,
    rehearsal: false,
    scriptedAt: null,
    ...facts,
    state: { ...NEW_CASE, state: 'PREPARING', amount: 14_500, ...state },
  };
  return made;
}

const CHOSEN = { configuration: OUTBOX_CONFIGURATION } as const;
const PUBLISHED = { preparedAt: AS_OF, publishedAt: AS_OF } as const;
const order = (state: PendingInstruction['state']): PendingInstruction => ({
  key: 'case/acme/1001-1/order',
  about: 'order',
  state,
  nextAttemptAt: AS_OF,
  attempts: 1,
});

/** Every situation in which an operation may find a case. */
export const SITUATIONS = {
  PREPARING: aCase(),
  REVIEWING: aCase({ ...CHOSEN, state: { state: 'REVIEWING', preparedAt: AS_OF, reviewStartedAt: AS_OF } }),
  PENDING: aCase({ ...CHOSEN, state: { state: 'PENDING', ...PUBLISHED } }),
  'PENDING, order being handed over': aCase({
    ...CHOSEN,
    instructions: [order('handing over')],
    state: { state: 'PENDING', ...PUBLISHED },
  }),
  'PENDING, order uncertain': aCase({
    ...CHOSEN,
    instructions: [order('uncertain')],
    state: { state: 'PENDING', ...PUBLISHED },
  }),
  'PENDING, with the collector': aCase({
    ...CHOSEN,
    isOrdered: true,
    state: { state: 'PENDING', ...PUBLISHED },
  }),
  PROCESSING: aCase({
    ...CHOSEN,
    isOrdered: true,
    state: { state: 'PROCESSING', ...PUBLISHED, processingStartedAt: AS_OF },
  }),
  CLOSED: aCase({
    ...CHOSEN,
    isOrdered: true,
    invoices: [],
    state: { state: 'CLOSED', ...PUBLISHED, outcome: 'UNCOLLECTED', closedAt: AS_OF },
  }),
  FAILED: aCase({
    ...CHOSEN,
    invoices: [],
    state: { state: 'FAILED', ...PUBLISHED, failedAt: AS_OF, failureReason: 'refused' },
  }),
  'deactivated, with the collector': aCase({
    ...CHOSEN,
    isOrdered: true,
    state: { state: 'PROCESSING', ...PUBLISHED, withdrawalAsked: true, deactivatedAt: AS_OF },
  }),
  deactivated: aCase({ ...CHOSEN, state: { state: 'PREPARING', deactivatedAt: AS_OF } }),
} satisfies Record<string, CaseFacts>;
export type Situation = keyof typeof SITUATIONS;
