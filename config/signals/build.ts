import { formatTimeOfDay, parseTimeOfDay } from '../../domain/kernel/day.ts';
import { parseAmount } from '../../domain/kernel/money.ts';
import type {
  ConditionSettings,
  CrisisConditionSettings,
  SignalGatewaySettings,
  SignalLetterSettings,
  SignalRoute,
  SignalSchedule,
  SignalSettings,
} from '../../domain/signals/settings.ts';
import { NONE } from '../fields.ts';
import type { SignalsFile } from './schema.ts';

const EVERY_POSTCODE = { from: 1000, to: 9999 };
const DEFAULT_AT = '06:00';

/** The settings that a checked signals section describes. */
export function buildSignals(file: SignalsFile, currency: string): SignalSettings {
  const { crisis } = file;
  const base = {
    sector: file.sector ?? null,
    schedule: buildSchedule(file.schedule),
    retentionMonths: file.retentionMonths,
    gateways: file.gateways.map(buildGateway),
    routes: file.routes.flatMap(buildRoutes),
    early: buildConditions(file.early, currency),
    crisis: {
      ...buildConditions(crisis, currency),
      earlySignalSent: crisis.earlySignalSent,
      // Left out when it asks for nothing, so that settings published before stay the same.
      ...(crisis.minDaysAfterEarly === 0 ? {} : { minDaysAfterEarly: crisis.minDaysAfterEarly }),
      disconnectionPlanned: crisis.disconnectionPlanned,
      blackout: buildBlackout(crisis.blackout),
    },
  };
  return file.letter === undefined ? base : { ...base, letter: buildLetter(file.letter) };
}

function buildConditions(file: SignalsFile['early'], currency: string): ConditionSettings {
  const { contactAttempts: attempts } = file;
  return {
    isOn: file.enabled,
    notPaused: file.notPaused,
    minimumArrears: file.minimumArrears === undefined ? null : minor(file.minimumArrears, currency),
    notReportedForMonths: orNull(file.notReportedForMonths),
    finalReminders: orNull(file.finalReminders),
    noPaymentPlan: file.noPaymentPlan,
    consumersOnly: file.consumersOnly,
    arrearsDays: orNull(file.arrearsDays),
    contact:
      attempts === NONE
        ? null
        : { attempts, withinDays: file.contactWithinDays ?? null, channels: file.contactChannels ?? null },
    dataComplete: file.dataComplete,
    consent: orNull(file.consent),
    extra: file.extra,
  };
}

function buildBlackout(written: string): CrisisConditionSettings['blackout'] {
  if (written === NONE) return null;
  const [from = '', until = ''] = written.split('/');
  return { from, until };
}

function buildSchedule(file: SignalsFile['schedule']): SignalSchedule {
  const { at = DEFAULT_AT, cron, timeZone, jitterMinutes, catchUpHours } = file;
  return { cron: cron ?? dailyAt(at), timeZone: timeZone ?? null, jitterMinutes, catchUpHours };
}

/** Every day at a time, as a cron line. */
function dailyAt(at: string): string {
  const [hour, minute] = formatTimeOfDay(parseTimeOfDay(at) ?? 0).split(':');
  return `${Number(minute)} ${Number(hour)} * * *`;
}

function buildGateway(file: SignalsFile['gateways'][number]): SignalGatewaySettings {
  const { name, format, participant = null, url, secret = null, folder = name, writes = 'json' } = file;
  return {
    name,
    format,
    participant,
    transport: url === undefined ? { kind: 'folder', folder, writes } : { kind: 'https', url, secret },
  };
}

function buildRoutes({ postcodes, gateway }: SignalsFile['routes'][number]): SignalRoute[] {
  return rangesOf(postcodes).map((range) => ({ gateway, ...range }));
}

/** The ranges that a text such as `1000-1109, 1380` names, both ends included. */
export function rangesOf(postcodes: string): readonly { readonly from: number; readonly to: number }[] {
  if (postcodes === 'all') return [EVERY_POSTCODE];
  return postcodes.split(',').map((part) => {
    const [from = 0, to = from] = part.trim().split('-').map(Number);
    return { from, to };
  });
}

function buildLetter({ offer, optOutLink }: NonNullable<SignalsFile['letter']>): SignalLetterSettings {
  return { offer, optOutLink: optOutLink ?? null };
}

function orNull<Value>(value: Value | typeof NONE): Value | null {
  return value === NONE ? null : value;
}

// Checked before; a failure here is a mistake of ours, not of the file.
function minor(text: string, currency: string): number {
  const amount = parseAmount(text, currency);
  if (!amount.ok) throw new Error(`unchecked amount ${text}: ${amount.reason}`);
  return amount.minor;
}
