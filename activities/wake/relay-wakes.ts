import type { Relayed } from '../../contracts/background.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { type Deps, Turn } from '../deps.ts';
import { relayCaseWakes } from './case-wakes.ts';
import { relayInvoiceWakes } from './invoice-wakes.ts';
import { queueKeptBack } from './queue-kept-back.ts';

/**
 * Relays all that is queued to the workflows until none is left, those of invoices first, then those of cases; then
 * queues and relays what an obstacle kept back, which may wait for a creditor that takes in much. Two relays would tell
 * everybody twice: the second waits for the first, on whatever machine it is, and finds what is left.
 */
export async function relayWakes(
  deps: Deps,
  asOf: Instant,
  onProgress: (woken: number) => void,
): Promise<Relayed> {
  // A rehearsal starts its workflows itself, each on a clock of its own: a wake would start one on today's.
  if (deps.sources.rehearsal) return { woken: 0, refused: [] };
  const relay = async (): Promise<Relayed> => {
    const refused: string[] = [];
    const woken = await relayInvoiceWakes(deps, asOf, refused, onProgress);
    await relayCaseWakes(deps, asOf, refused);
    if (!(await queueKeptBack(deps, () => onProgress(woken)))) return { woken, refused };
    const more = await relayInvoiceWakes(deps, asOf, refused, (told) => onProgress(woken + told));
    return { woken: woken + more, refused };
  };
  return deps.inTurn === undefined ? relay() : deps.inTurn(Turn.RELAY, relay, () => onProgress(0));
}
