import type { Creditor, Policy, Settlement } from '../domain/invoice/policy.ts';
import { formatTimeOfDay } from '../domain/kernel/day.ts';
import { formatAmount } from '../domain/kernel/money.ts';
import { agreementsFile } from './agreements/build.ts';
import { casesFile } from './cases/build.ts';
import { signalsFile } from './signals/write.ts';
import { writeYaml } from './yaml.ts';

/**
 * A creditor as the file that says the same, with every default written out. Read again it gives an equal
 * creditor, and an equal hash.
 */
export function writeCreditor(creditor: Creditor): string {
  const { policy, signals, ...rest } = creditor;
  return writeYaml({
    ...rest,
    policy: policyFile(policy, creditor.currency),
    ...(signals === undefined ? {} : { signals: signalsFile(signals, creditor.currency) }),
  });
}

function policyFile(policy: Policy, currency: string) {
  const { sending, transfer, settlement, levels, minimumAmount, cases, agreements, ...rest } = policy;
  return {
    minimumAmount: formatAmount(minimumAmount, currency),
    levels,
    sending: { from: formatTimeOfDay(sending.from), until: formatTimeOfDay(sending.until) },
    transfer: { ...transfer, at: formatTimeOfDay(transfer.at) },
    ...rest,
    settlement: settlementFile(settlement, currency),
    cases: casesFile(cases),
    agreements: agreementsFile(agreements, currency),
  };
}

function settlementFile(settlement: Settlement, currency: string) {
  switch (settlement.kind) {
    case 'keep':
    case 'waive':
      return settlement.kind;
    case 'writeOff':
      return { writeOffBelow: formatAmount(settlement.below, currency) };
    default:
      return settlement satisfies never;
  }
}
