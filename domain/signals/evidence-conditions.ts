import { type Day, formatDay } from '../kernel/day.ts';
import { counted, judged, leftOut, SignalCondition, type SignalSituation } from './check.ts';
import type { PastSignal } from './facts.ts';
import { blocksUntil } from './months.ts';
import { ConsentStatus, SignalType } from './signal.ts';
import { wasReported } from './standing.ts';

/** Early is blocked by any signal, crisis by a crisis. */
export function notReported({ type, facts, conditions, today }: SignalSituation) {
  const months = conditions.notReportedForMonths;
  const condition = SignalCondition.NOT_REPORTED;
  if (months === null) return leftOut(condition);
  const blocking = facts.signals.filter(
    (signal) =>
      wasReported(signal) &&
      (type === SignalType.EARLY || signal.type === SignalType.CRISIS) &&
      blocksUntil(signal.sentOn as Day, months) > today,
  );
  const last = blocking.reduce<PastSignal | null>(
    (latest, signal) => (latest === null || (signal.sentOn ?? 0) > (latest.sentOn ?? 0) ? signal : latest),
    null,
  );
  const what = type === SignalType.EARLY ? 'Not reported' : 'No crisis signal';
  if (last === null) return judged(condition, true, `${what} in the past ${counted(months, 'month')}.`, '');
  const on = last.sentOn as Day;
  const again = formatDay(blocksUntil(on, months));
  return judged(
    condition,
    false,
    '',
    `Reported (${last.type}) on ${formatDay(on)}: not again before ${again}.`,
  );
}

export function contactAttempted({ facts, conditions, today }: SignalSituation) {
  const { contact } = conditions;
  const condition = SignalCondition.CONTACT_ATTEMPTED;
  if (contact === null) return leftOut(condition);
  const { attempts, withinDays, channels } = contact;
  const counts = facts.contactAttempts.filter(
    ({ on, channel }) =>
      on <= today &&
      (withinDays === null || on >= today - withinDays) &&
      (channels === null || channels.includes(channel)),
  );
  const last = counts.reduce<(typeof counts)[number] | null>(
    (latest, attempt) => (latest === null || attempt.on >= latest.on ? attempt : latest),
    null,
  );
  const limits = [
    ...(withinDays === null ? [] : [`in the last ${counted(withinDays, 'day')}`]),
    ...(channels === null ? [] : [`by ${channels.join(' or ')}`]),
  ].map((limit) => ` ${limit}`);
  const where = limits.join('');
  return judged(
    condition,
    counts.length >= attempts,
    `Personal contact was tried ${counted(counts.length, 'time')}${where}, last on ${formatDay(last?.on ?? 0)} by ${last?.channel ?? ''}.`,
    `Personal contact was tried ${counted(counts.length, 'time')}${where}; at least ${attempts} asked for.`,
  );
}

export function consent({ facts, conditions }: SignalSituation) {
  const condition = SignalCondition.CONSENT;
  const asked = conditions.consent;
  if (asked === null) return leftOut(condition);
  const last = facts.consent;
  if (last === null) {
    return judged(condition, false, '', 'Passing data on to the municipality was not offered yet.');
  }
  const passes =
    last.status === ConsentStatus.GIVEN ||
    (asked === ConsentStatus.OFFERED && last.status === ConsentStatus.OFFERED);
  const says = `Passing data on was ${last.status} on ${formatDay(last.on)}`;
  return judged(condition, passes, `${says}.`, `${says}; it must be ${asked}.`);
}
