import type { Creditor, Policy, Settlement } from '../domain/invoice/policy.ts';
import { formatTimeOfDay } from '../domain/kernel/day.ts';
import { formatAmount } from '../domain/kernel/money.ts';
import { agreementsFile } from './agreements/build.ts';
import { casesFile } from './cases/build.ts';
import { chargesFile, feeFile } from './charges/write.ts';
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
  const { sending, transfer, settlement, levels, minimumAmount, cases, agreements, charges, ...rest } =
    policy;
  return {
    minimumAmount: formatAmount(minimumAmount, currency),
    levels: levels.map((level) => ({ ...level, ...feeFile(charges, level.name, currency) })),
    sending: { from: formatTimeOfDay(sending.from), until: formatTimeOfDay(sending.until) },
    transfer: { ...transfer, at: formatTimeOfDay(transfer.at) },
    ...rest,
    settlement: settlementFile(settlement, currency),
    ...(charges === undefined ? {} : chargesFile(charges, currency)),
    cases: casesFile(cases),
    agreements: agreementsFile(agreements, currency),
  };
}

function settlementFile(settlement: Settlement, currency: string) {
  switch (settlement.kind) {
    case 'keep':
      return settlement.kind;
    case 'waive':
      return settlement.afterDays === undefined ? settlement.kind : { waiveAfterDays: settlement.afterDays };
    case 'writeOff': {
      const { below, afterDays } = settlement;
      const writeOffBelow = formatAmount(below, currency);
      return { writeOffBelow, ...(afterDays === undefined ? {} : { afterDays }) };
    }
    default:
      return settlement satisfies never;
  }
}
