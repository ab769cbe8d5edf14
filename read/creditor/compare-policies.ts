import { changePolicy } from '../../domain/invoice/change-policy.ts';
import type { InvoiceFacts } from '../../domain/invoice/facts.ts';
import { type ForecastEvent, forecast } from '../../domain/invoice/forecast.ts';
import { type ForecastLine, ForecastTally } from '../../domain/invoice/forecast-tally.ts';
import type { Policy } from '../../domain/invoice/policy.ts';
import { settle, settleInvoice } from '../../domain/invoice/settle.ts';
import { hasEnded, Stage } from '../../domain/invoice/stage.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { eachGathered } from '../../gather/invoice/each-gathered.ts';
import type { Gathered } from '../../gather/invoice/gather-invoice.ts';
import { type InvoiceQuery, invoiceFilter } from '../invoice/filter.ts';
import type { Reader, Tenant } from '../kit/reader.ts';

/** What invoices under way would move to. */
export interface Target {
  readonly policy: Policy;
  /** With the holidays and zone of the new file. */
  readonly calendar: Calendar;
  /** Pinned to this version already; null for a file that is not published. */
  readonly version: number | null;
}

interface Refusal {
  readonly number: string;
  readonly because: string;
}

/** What goes out under the policies that are pinned now, and what would under the target. */
export interface Comparison {
  readonly now: readonly ForecastLine[];
  readonly after: readonly ForecastLine[];
  readonly invoices: number;
  readonly moves: number;
  /** Invoices with another path within the days looked at. */
  readonly changes: number;
  readonly refused: number;
  /** The first of them. */
  readonly refusals: readonly Refusal[];
  readonly from: Day;
  readonly until: Day;
}

const REFUSALS_KEPT = 50;
/** Invoices whose path goes on. */
const UNDER_WAY = Object.values(Stage).filter((stage) => !hasEnded(stage));

/** Works out both futures of every invoice that matches, `step` by step; streams, so memory stays flat. */
export async function compare(
  { db, sources, asOf }: Reader,
  tenant: Tenant,
  target: Target,
  query: InvoiceQuery & { readonly days: number },
  step: () => void = () => {},
): Promise<Comparison> {
  const { calendar } = tenant;
  const from = calendar.dayOf(asOf);
  const until = from + query.days;
  const horizon = { until: calendar.instantOf(until + 1, 0) - 1 };
  const levels = target.policy.levels.map((level) => level.name);
  const [now, after] = [new ForecastTally(levels), new ForecastTally(levels)];
  const counts = { invoices: 0, moves: 0, changes: 0, refused: 0 };
  const refusals: Refusal[] = [];
  const chosen = await db.read((tx) => invoiceFilter(tx, tenant, query));
  const filter = { stages: UNDER_WAY, ...chosen };
  for await (const gathered of eachGathered(db, sources, filter)) {
    step();
    counts.invoices += 1;
    const asItIs = forecast(
      situation({ facts: gathered.facts, policy: gathered.policy, calendar }, asOf),
      horizon,
    );
    now.add(asItIs);
    const moved = movedFacts(gathered, target, asOf);
    if ('because' in moved) {
      counts.refused += 1;
      if (refusals.length < REFUSALS_KEPT) refusals.push({ number: gathered.row.number, ...moved });
      after.add(asItIs);
      continue;
    }
    const asMoved = forecast(situation({ ...target, facts: moved.facts }, asOf), horizon);
    after.add(asMoved);
    if (gathered.row.policyVersion !== target.version) counts.moves += 1;
    if (pathOf(asItIs) !== pathOf(asMoved)) counts.changes += 1;
  }
  return { now: now.result(), after: after.result(), ...counts, refusals, from, until };
}

function movedFacts(
  { facts, policy, calendar, row }: Gathered,
  target: Target,
  asOf: number,
): { readonly facts: InvoiceFacts } | { readonly because: string } {
  const settled = settleInvoice(situation({ facts, policy, calendar }, asOf));
  // Pinned to it already, or ended by a booking that its workflow has not seen yet.
  if (row.policyVersion === target.version || hasEnded(settled.facts.state.stage)) return settled;
  const policies = { from: policy, to: target.policy, calendar };
  const changed = changePolicy(settled.facts, policies, asOf, { by: 'preview' });
  if (changed.refused !== undefined) return { because: changed.refused };
  return settle(changed.decision, situation(target, asOf));
}

function pathOf(events: readonly ForecastEvent[]): string {
  return events.map(({ kind, level, on }) => `${kind} ${level ?? ''} ${on}`).join('\n');
}
