import { USUAL_CHANNELS } from '../domain/effects/channels.ts';
import type { Creditor, Level, Policy, Settlement } from '../domain/invoice/policy.ts';
import { LevelKind } from '../domain/invoice/policy.ts';
import { buildAgreements } from './agreements/build.ts';
import { buildCases } from './cases/build.ts';
import { buildCharges } from './charges/build.ts';
import type { CreditorFile } from './schema.ts';
import { buildSignals } from './signals/build.ts';
import { minorOf } from './values.ts';

const DEFAULT_PAYMENT_DAYS = 14;

/** The creditor that a checked file describes: amounts in minor units, defaults filled in. */
export function buildCreditor(file: CreditorFile): Creditor {
  const { policy, bankAccounts = [], signals, ...rest } = file;
  return {
    ...rest,
    // Without accounts is without the key.
    ...(bankAccounts.length === 0 ? {} : { bankAccounts }),
    policy: buildPolicy(policy, file.currency),
    ...(signals === undefined ? {} : { signals: buildSignals(signals, file.currency) }),
  };
}

function buildPolicy(file: CreditorFile['policy'], currency: string): Policy {
  const { cases: ofCases, agreements: ofAgreements, interest, costs, vatOnCosts, allocation, ...rest } = file;
  const cases = buildCases(ofCases);
  const agreements = buildAgreements(ofAgreements, currency);
  const charges = buildCharges(file, currency);
  return {
    ...rest,
    minimumAmount: minorOf(file.minimumAmount, currency),
    levels: file.levels.map(buildLevel),
    settlement: buildSettlement(file.settlement, currency),
    ...(cases === undefined ? {} : { cases }),
    ...(agreements === undefined ? {} : { agreements }),
    // A policy that adds nothing says nothing of it.
    ...(charges === undefined ? {} : { charges }),
  };
}

function buildLevel(file: CreditorFile['policy']['levels'][number], position: number): Level {
  const {
    minDaysSincePrevious: gap,
    paymentDays = DEFAULT_PAYMENT_DAYS,
    final,
    channels,
    fee: _,
    ...level
  } = file;
  return {
    ...level,
    // A gap of 0 before the first level says what its absence says.
    ...(gap === undefined || position === 0 ? {} : { minDaysSincePrevious: gap }),
    ...(level.kind === LevelKind.notice ? { paymentDays } : {}),
    ...(final === true ? { final } : {}),
    // The usual ones written out say what their absence says.
    ...(channels === undefined || channels.join() === USUAL_CHANNELS.join() ? {} : { channels }),
  };
}

function buildSettlement(file: CreditorFile['policy']['settlement'], currency: string): Settlement {
  if (typeof file !== 'object') return { kind: file };
  if ('waiveAfterDays' in file) return { kind: 'waive', ...later(file.waiveAfterDays) };
  const { writeOffBelow, afterDays } = file;
  return { kind: 'writeOff', below: minorOf(writeOffBelow, currency), ...later(afterDays) };
}

/** After no days is at once, as without the key. */
function later(afterDays = 0): { readonly afterDays?: number } {
  return afterDays === 0 ? {} : { afterDays };
}
