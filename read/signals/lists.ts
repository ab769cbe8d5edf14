import { countHeldCustomers, countSentSignals } from '../../db/signals/lists.ts';
import { countPrepared } from '../../db/signals/prepared-signals.ts';
import { HoldReason } from '../../domain/kernel/holds.ts';
import { SignalState, SignalType } from '../../domain/signals/signal.ts';
import type { Reader, Tenant } from '../kit/reader.ts';
import { WrongQuery } from '../kit/wrong-query.ts';
import type { SignalQuery } from './filter.ts';

/** The lists of early and crisis signals, by their names on the command line. */
export const SignalList = {
  PREPARED_EARLY: 'scheduled-early',
  PREPARED_CRISIS: 'scheduled-crisis',
  EARLY_PERFORMED: 'early-performed',
  CRISIS_PERFORMED: 'crisis-performed',
  DEBT_ASSISTANCE: 'debt-assistance',
  DEATH_REGISTERED: 'death-registered',
} as const;
export type SignalList = (typeof SignalList)[keyof typeof SignalList];

export const LIST_TITLES: Readonly<Record<SignalList, string>> = {
  'scheduled-early': 'Scheduled for early signalling',
  'scheduled-crisis': 'Scheduled for crisis signalling',
  'early-performed': 'Early signalling performed',
  'crisis-performed': 'Crisis signalling performed',
  'debt-assistance': 'Debt assistance ongoing',
  'death-registered': 'Death registered',
};

/** Approved ones stay there until they are sent: they wait for their gateway, or for a person. */
export const STILL_PREPARED: readonly SignalState[] = [SignalState.PREPARED, SignalState.APPROVED];

type FilterName = keyof SignalQuery;

const OF_PREPARED: readonly FilterName[] = ['action', 'gateway', 'minAmount', 'customer', 'state'];
const OF_HELD: readonly FilterName[] = ['customer'];
const ALL: readonly FilterName[] = [
  ...(['action', 'gateway', 'minAmount', 'customer', 'state', 'sentFrom', 'sentUntil'] as const),
];
const KNOWN: Readonly<Record<SignalList, readonly FilterName[]>> = {
  'scheduled-early': OF_PREPARED,
  'scheduled-crisis': OF_PREPARED,
  'early-performed': ALL,
  'crisis-performed': ALL,
  'debt-assistance': OF_HELD,
  'death-registered': OF_HELD,
};

/** Refuses a filter that the list cannot follow: passed over, it would show more than was asked for. */
export function refuseOtherFilters(query: SignalQuery, list: SignalList | undefined): void {
  const known = list === undefined ? [] : KNOWN[list];
  const other = ALL.find((name) => query[name] !== undefined && !known.includes(name));
  if (other === undefined) return;
  throw new WrongQuery(other, String(query[other]), (called) =>
    list === undefined
      ? `${called(other)} needs a list: give ${called('list')}.`
      : `The list ${list} cannot be restricted by ${called(other)}; leave it out.`,
  );
}

/** How many stand on each list. */
export async function signalCounts(
  { db, asOf }: Reader,
  { id: creditor, calendar }: Tenant,
): Promise<Readonly<Record<SignalList, number>>> {
  const today = calendar.dayOf(asOf);
  return db.read(async (tx) => ({
    'scheduled-early': (await countPrepared(tx, { creditor, type: SignalType.EARLY, states: STILL_PREPARED }))
      .count,
    'scheduled-crisis': (
      await countPrepared(tx, { creditor, type: SignalType.CRISIS, states: STILL_PREPARED })
    ).count,
    'early-performed': await countSentSignals(tx, { creditor, type: SignalType.EARLY }),
    'crisis-performed': await countSentSignals(tx, { creditor, type: SignalType.CRISIS }),
    'debt-assistance': await countHeldCustomers(tx, { creditor, reason: HoldReason.SIGNAL_HELP, today }),
    'death-registered': await countHeldCustomers(tx, { creditor, reason: HoldReason.DECEASED, today }),
  }));
}
