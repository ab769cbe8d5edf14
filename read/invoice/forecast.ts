import { findPolicy } from '../../db/creditor/creditors.ts';
import { ForecastKind, forecast } from '../../domain/invoice/forecast.ts';
import {
  between,
  type ForecastLine,
  ForecastTally,
  type Tally,
} from '../../domain/invoice/forecast-tally.ts';
import { nextStep } from '../../domain/invoice/next-step.ts';
import type { Plan } from '../../domain/invoice/plan.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { type Day, formatDay, type Instant } from '../../domain/kernel/day.ts';
import { isCreditorPaused } from '../../domain/kernel/holds.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { hasMovedOn } from '../../domain/kernel/plan-moved-on.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { eachGathered } from '../../gather/invoice/each-gathered.ts';
import { count } from '../kit/format.ts';
import type { Reader, Tenant } from '../kit/reader.ts';

/** How far to look, and what to suppose. */
export interface ForecastQuery {
  readonly days: number;
  /** Whether claims are approved. */
  readonly approve: 'none' | 'all';
  /** That a pause of the whole creditor ends now. */
  readonly resumed?: boolean | undefined;
}

/** What goes out in the next days when nothing else happens. */
export interface CreditorForecast {
  readonly creditor: string;
  readonly currency: string;
  readonly asOf: Instant;
  readonly today: Day;
  readonly until: Day;
  readonly lines: readonly ForecastLine[];
  /** Invoices whose workflow still plans otherwise than what is known now says. */
  readonly movedOn: number;
  /** True when the whole creditor is paused. */
  readonly paused: boolean;
  /** It was supposed that this pause ends. */
  readonly resumed: boolean;
}

/** Paid ones may be reopened by a booking that is known already. */
const MAY_GO_ON: readonly Stage[] = [Stage.OPEN, Stage.REMINDED, Stage.NOTICED, Stage.LISTED, Stage.PAID];

/** Works the path of every invoice out anew; `step` is called after each. */
export async function creditorForecast(
  { db, sources, asOf }: Reader,
  { calendar, id, row: creditor }: Tenant,
  { days, approve, resumed = false }: ForecastQuery,
  step: () => void = () => {},
): Promise<CreditorForecast> {
  const today = calendar.dayOf(asOf);
  const until = today + days;
  const horizon = { until: calendar.instantOf(until + 1, 0) - 1, approve, resumed };
  const current = await db.read((tx) => findPolicy(tx, id, creditor.policyVersion));
  const tally = new ForecastTally(current?.levels.map((level) => level.name) ?? []);
  let movedOn = 0;
  let paused = false;
  for await (const { facts, policy, row } of eachGathered(db, sources, { creditor: id, stages: MAY_GO_ON })) {
    const now = situation({ facts, policy, calendar }, asOf);
    tally.add(forecast(now, horizon));
    step();
    paused ||= isCreditorPaused(facts.holds, calendar, asOf);
    if (row.decidedAt > asOf) continue;
    const settled = settleInvoice(now).facts;
    const planned = { step: row.nextStep, at: row.nextAt, because: row.because } as Plan;
    if (hasMovedOn(planned, nextStep({ ...now, facts: settled }), asOf)) movedOn += 1;
  }
  const { currency } = creditor;
  return { creditor: id, currency, asOf, today, until, lines: tally.result(), movedOn, paused, resumed };
}

/** What has to be said beside the figures. */
export function forecastNotes({ creditor, paused, resumed, movedOn }: CreditorForecast): readonly string[] {
  // A forecast of zeros must not be read as all clear: what a pause keeps back goes out once it ends.
  const pause = resumed
    ? `Creditor ${creditor} is paused; this is what goes out when it is resumed now.`
    : `Creditor ${creditor} is paused: what the pause keeps back is not counted. What goes out when it is resumed: dunwell forecast --resumed`;
  return [
    ...(paused ? [pause] : []),
    ...(movedOn > 0
      ? [
          `${count(movedOn, 'invoice')} of ${creditor} still planned otherwise: what is known has moved on since their last decision, and they decide again when they are woken.`,
        ]
      : []),
  ];
}

/** What a line of a forecast is called: its level, or what becomes of the claim. */
export function forecastLineName(line: ForecastLine): string {
  switch (line.kind) {
    case ForecastKind.LEVEL:
      return line.level ?? 'letter';
    case ForecastKind.LISTING:
      return 'goes on the list';
    case ForecastKind.TRANSFER:
      return 'transferred to collection';
    case ForecastKind.CLOSING:
      return 'closed after 60 days';
    default:
      return line.kind satisfies never;
  }
}

/** The spans of days that a forecast is read by. */
export function forecastSpans({ today, until }: Pick<CreditorForecast, 'today' | 'until'>) {
  return [
    { name: 'today', from: today, to: today },
    { name: 'tomorrow', from: today + 1, to: today + 1 },
    { name: `until ${formatDay(until)}`, from: today, to: until },
  ] as const;
}

export function forecastJson(of: CreditorForecast): object {
  const { creditor, currency, asOf, today, until, movedOn, paused, lines } = of;
  return {
    creditor,
    currency,
    asOf: new Date(asOf).toISOString(),
    today: formatDay(today),
    until: formatDay(until),
    movedOn,
    paused,
    lines: lines.map((line) => lineJson(line, of)),
  };
}

function lineJson(line: ForecastLine, of: CreditorForecast): object {
  const { currency } = of;
  const [today, tomorrow, total] = forecastSpans(of).map(({ from, to }) =>
    tallyJson(between(line, from, to), currency),
  );
  return {
    ...lineKeyJson(line),
    today,
    tomorrow,
    total,
    days: [...line.days]
      .sort(([a], [b]) => a - b)
      .map(([on, tally]) => ({ on: formatDay(on), ...tallyJson(tally, currency) })),
  };
}

/** Which line of a forecast it is. */
export function lineKeyJson({ kind, level }: ForecastLine): object {
  return { kind, ...(level === null ? {} : { level }) };
}

export function tallyJson({ count: n, sum }: Tally, currency: string): object {
  return { count: n, open: formatAmount(sum, currency) };
}
