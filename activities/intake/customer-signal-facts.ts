import type { StagedCustomer } from '../../contracts/intake.ts';
import { SignalFactKind, type StagedSignalFact } from '../../contracts/signal-intake.ts';
import { findSignalSettings } from '../../db/signals/settings.ts';
import { DisconnectionKind, OptOutSource, Sector } from '../../domain/signals/signal.ts';
import type { IntakeContext } from './intake-context.ts';
import { type RowResult, TAKEN, UNCHANGED } from './row-result.ts';
import { takeSignalFact } from './take-signal-fact.ts';

/** Takes in what a customers file says for signals: opt-out, consent, planned disconnection. */
export async function takeSignalFactsOf(context: IntakeContext, staged: StagedCustomer): Promise<RowResult> {
  let result: RowResult = UNCHANGED;
  for (const fact of await factsIn(context, staged)) {
    const taken = await takeSignalFact(context, fact);
    if (taken.kind === 'refused') return taken;
    if (taken.kind === 'taken') result = TAKEN;
  }
  return result;
}

async function factsIn(context: IntakeContext, staged: StagedCustomer): Promise<readonly StagedSignalFact[]> {
  const { customer, signalOptOut, signalConsent, signalConsentOn, disconnectionPlannedOn } = staged;
  const facts: StagedSignalFact[] = [];
  if (signalOptOut === 'no') facts.push({ fact: SignalFactKind.OPT_IN, customer });
  else if (signalOptOut !== undefined) {
    const on = context.calendar.dayOf(context.asOf);
    const source = OptOutSource.OPERATOR;
    facts.push({ fact: SignalFactKind.OPT_OUT, customer, reason: signalOptOut, source, on });
  }
  if (signalConsent !== undefined && signalConsentOn !== undefined) {
    // The same word of the same day is one, however often the file is read.
    const externalId = `customers/${customer}/consent/${signalConsent}/${signalConsentOn}`;
    facts.push({
      fact: SignalFactKind.CONSENT,
      customer,
      status: signalConsent,
      on: signalConsentOn,
      externalId,
    });
  }
  if (disconnectionPlannedOn !== undefined) {
    facts.push({
      fact: SignalFactKind.PLAN,
      customer,
      kind: await kindOfPlan(context),
      plannedOn: disconnectionPlannedOn,
      // A day that was planned before may be planned again; the plan in force tells whether it is new.
      externalId: `customers/${customer}/plan/${disconnectionPlannedOn}/${context.asOf}`,
    });
  }
  return facts;
}

/** A landlord evicts, others disconnect. */
async function kindOfPlan({ tx, creditor }: IntakeContext): Promise<DisconnectionKind> {
  const published = await findSignalSettings(tx, creditor.creditor);
  return published?.settings.sector === Sector.LANDLORD
    ? DisconnectionKind.EVICTION
    : DisconnectionKind.DISCONNECTION;
}
