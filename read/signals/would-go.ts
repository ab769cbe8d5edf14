import { eachRow } from '../../db/pages.ts';
import { situation } from '../../domain/kernel/situation.ts';
import type { SignalSettings } from '../../domain/signals/settings.ts';
import { SignalAction, SignalState, SignalType } from '../../domain/signals/signal.ts';
import { type SignalAnswer, whySignal } from '../../domain/signals/why-signal.ts';
import { gatherSignal } from '../../gather/signals/gather-signals.ts';
import { PAGE } from '../kit/pages.ts';
import type { Reader, Tenant } from '../kit/reader.ts';
import type { SignalFilter } from './filter.ts';
import { type ListLine, signalPage } from './list-page.ts';
import { SignalList } from './lists.ts';

/** A prepared signal, looked at again as its sending will. */
export interface SignalToSend {
  readonly line: ListLine;
  /** Codes of what changed since it was prepared; empty when it would go. */
  readonly changed: readonly string[];
}

const LISTS = { early: SignalList.PREPARED_EARLY, crisis: SignalList.PREPARED_CRISIS };

/** What of the prepared list would go now, customer by customer. */
export async function* signalsToSend(
  reader: Reader,
  tenant: Tenant,
  settings: SignalSettings,
  query: SignalFilter & { readonly type: SignalType | undefined },
): AsyncGenerator<SignalToSend> {
  const filter = { ...query, state: SignalState.PREPARED };
  for (const type of query.type === undefined ? Object.values(SignalType) : [query.type]) {
    const read = eachRow({ limit: PAGE }, (page) => signalPage(reader, tenant, LISTS[type], filter, page));
    for await (const line of read) {
      yield { line, changed: await changedSince(reader, tenant, settings, line) };
    }
  }
}

/** Judges the customer as the sending will; a Remove is judged there. */
async function changedSince(
  { db, sources, asOf }: Reader,
  { calendar }: Tenant,
  settings: SignalSettings,
  { customerId, type, action, gateway }: ListLine,
): Promise<readonly string[]> {
  const { facts } = await db.read((tx) => gatherSignal(tx, sources, customerId, asOf));
  if (action === SignalAction.REMOVE) return facts.optOut === null ? ['OPT_OUT_WITHDRAWN'] : [];
  const why = whySignal(situation({ facts, calendar }, asOf), settings);
  return whatChanged(why, type as SignalType, action, gateway);
}

function whatChanged(
  why: SignalAnswer,
  type: SignalType,
  action: string | null,
  gateway: string | null,
): readonly string[] {
  const { verdict } = why;
  if (verdict?.type === type && verdict.action === action) {
    return verdict.gateway === gateway ? [] : [`NOW:gateway ${verdict.gateway}`];
  }
  const failed = why[type].filter(({ passes }) => !passes).map(({ code }) => code);
  return failed.length > 0 ? failed : [`NOW:${verdict?.type} ${verdict?.action}`];
}
