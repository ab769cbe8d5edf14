import type { MinuteOfDay } from '../../domain/kernel/day.ts';
import {
  type ConditionSettings,
  DEFAULT_SCHEDULE,
  type SignalGatewaySettings,
  type SignalLetterSettings,
  type SignalRoute,
  type SignalSchedule,
  type SignalSettings,
} from '../../domain/signals/settings.ts';
import { minorOf } from '../values.ts';
import type { SignalsFile } from './schema.ts';

const EVERY_POSTCODE = { from: 1000, to: 9999 };

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
      blackout: crisis.blackout,
    },
  };
  return file.letter === undefined ? base : { ...base, letter: buildLetter(file.letter) };
}

function buildConditions(file: SignalsFile['early'], currency: string): ConditionSettings {
  const { contactAttempts: attempts } = file;
  return {
    isOn: file.enabled,
    notPaused: file.notPaused,
    minimumArrears: file.minimumArrears === undefined ? null : minorOf(file.minimumArrears, currency),
    notReportedForMonths: file.notReportedForMonths,
    finalReminders: file.finalReminders,
    noPaymentPlan: file.noPaymentPlan,
    consumersOnly: file.consumersOnly,
    arrearsDays: file.arrearsDays,
    contact:
      attempts === null
        ? null
        : { attempts, withinDays: file.contactWithinDays ?? null, channels: file.contactChannels ?? null },
    dataComplete: file.dataComplete,
    consent: file.consent,
    extra: file.extra,
  };
}

function buildSchedule(file: SignalsFile['schedule']): SignalSchedule {
  const { at, cron, timeZone, jitterMinutes, catchUpHours } = file;
  const daily = at === undefined ? DEFAULT_SCHEDULE.cron : dailyAt(at);
  return { cron: cron ?? daily, timeZone: timeZone ?? null, jitterMinutes, catchUpHours };
}

/** Every day at a time, as a cron line. */
function dailyAt(at: MinuteOfDay): string {
  return `${at % 60} ${Math.floor(at / 60)} * * *`;
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
