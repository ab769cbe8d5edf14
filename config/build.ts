import type { Creditor, Level, Policy, Settlement } from '../domain/invoice/policy.ts';
import { type MinuteOfDay, parseTimeOfDay } from '../domain/kernel/day.ts';
import { parseAmount } from '../domain/kernel/money.ts';
import { buildCases } from './cases/build.ts';
import { plainIban } from './iban.ts';
import type { CreditorFile } from './schema.ts';
import { buildSignals } from './signals/build.ts';

const DEFAULT_PAYMENT_DAYS = 14;

/** The creditor that a checked file describes: amounts in minor units, times in minutes, defaults filled in. */
export function buildCreditor(file: CreditorFile): Creditor {
  const { policy, enrolDaysAhead, bankAccounts, signals, ...rest } = file;
  return {
    ...rest,
    ...(enrolDaysAhead === undefined ? {} : { enrolDaysAhead }),
    // Without accounts is without the key.
    ...(bankAccounts === undefined || bankAccounts.length === 0
      ? {}
      : { bankAccounts: bankAccounts.map(plainIban) }),
    policy: buildPolicy(policy, file.currency),
    ...(signals === undefined ? {} : { signals: buildSignals(signals, file.currency) }),
  };
}

function buildPolicy(file: CreditorFile['policy'], currency: string): Policy {
  const { ledgerFreshHours } = file;
  const cases = buildCases(file.cases);
  return {
    minimumAmount: minor(file.minimumAmount, currency),
    levels: file.levels.map(buildLevel),
    sending: { from: minute(file.sending.from), until: minute(file.sending.until) },
    transfer: { ...file.transfer, at: minute(file.transfer.at) },
    onDisputed: file.onDisputed,
    onChargeback: file.onChargeback,
    ...(ledgerFreshHours === undefined ? {} : { ledgerFreshHours }),
    settlement: buildSettlement(file.settlement, currency),
    onUnmatchedCredit: file.onUnmatchedCredit,
    postalDays: file.postalDays,
    ...(cases === undefined ? {} : { cases }),
  };
}

function buildLevel(file: CreditorFile['policy']['levels'][number], position: number): Level {
  const { name, kind, daysAfterDue, minDaysSincePrevious: gap, paymentDays, final } = file;
  return {
    name,
    kind,
    daysAfterDue,
    // A gap of 0 before the first level says what its absence says.
    ...(gap === undefined || position === 0 ? {} : { minDaysSincePrevious: gap }),
    ...(kind === 'notice' ? { paymentDays: paymentDays ?? DEFAULT_PAYMENT_DAYS } : {}),
    ...(final === true ? { final } : {}),
  };
}

function buildSettlement(file: CreditorFile['policy']['settlement'], currency: string): Settlement {
  if (typeof file === 'object') return { kind: 'writeOff', below: minor(file.writeOffBelow, currency) };
  return { kind: file };
}

// What follows was checked before; a failure here is a mistake of ours, not of the file.

function minor(text: string, currency: string): number {
  const amount = parseAmount(text, currency);
  if (!amount.ok) throw new Error(`unchecked amount ${text}: ${amount.reason}`);
  return amount.minor;
}

function minute(text: string): MinuteOfDay {
  const minuteOfDay = parseTimeOfDay(text);
  if (minuteOfDay === undefined) throw new Error(`unchecked time of day ${text}`);
  return minuteOfDay;
}
