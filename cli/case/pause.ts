import type { Command } from 'commander';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { dayOption } from '../kit/options.ts';
import { caseCommand } from './case-command.ts';
import type { CaseMessageOptions } from './send-to-case.ts';

interface Options extends CaseMessageOptions {
  readonly reason?: string;
  readonly until?: Day;
}

export function build(): Command {
  return caseCommand<Options>({
    kind: CaseCommandKind.pause,
    description:
      'Pauses a case: no order goes out meanwhile, and a collector that has it is told. The debtor can always pay.',
    examples: ['dunwell case pause 2026/001-1 --until 2026-04-01 --reason "payment plan agreed"'],
    takes: (command) =>
      command
        .option('--reason <text>', 'why, for the record')
        .option('--until <date>', 'the day on which it ends by itself', dayOption),
    fields: ({ reason, until }) => ({ reason, until: until === undefined ? undefined : formatDay(until) }),
  });
}
