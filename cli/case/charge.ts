import type { Command } from 'commander';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { EntryKind } from '../../domain/kernel/open-amount.ts';
import { amountOption, dayOption, wordOption } from '../kit/options.ts';
import { caseCommand } from './case-command.ts';
import type { CaseMessageOptions } from './send-to-case.ts';

interface Options extends CaseMessageOptions {
  readonly externalId: string;
  readonly on?: Day;
}

const CHARGES = [EntryKind.COST, EntryKind.INTEREST, EntryKind.FEE] as const;

export function build(): Command {
  return caseCommand<Options>({
    kind: CaseCommandKind.addCharge,
    description: 'Adds costs, interest or a fee to what the debtor owes in a case.',
    examples: ['dunwell case charge 2026/001-1 cost 40.00 --external-id agency-fee-1'],
    takes: (command) =>
      command
        .argument('<kind>', CHARGES.join(', '), wordOption(CHARGES))
        .argument('<amount>', 'decimal in the currency of the case, such as 40.00', amountOption)
        .requiredOption('--external-id <id>', "the charge's own id: the same one is counted once")
        .option('--on <date>', 'the day it counts from; today when not given', dayOption),
    fields: ({ externalId, on }, [charge, amount]) => ({
      charge,
      amount,
      externalId,
      bookedOn: on === undefined ? undefined : formatDay(on),
    }),
  });
}
