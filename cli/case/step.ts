import type { Command } from 'commander';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { dayOption } from '../kit/options.ts';
import { caseCommand } from './case-command.ts';
import type { CaseMessageOptions } from './send-to-case.ts';

interface Options extends CaseMessageOptions {
  readonly on?: Day;
}

export function build(): Command {
  return caseCommand<Options>({
    kind: CaseCommandKind.noteStep,
    description:
      'Notes what was done towards the debtor by hand: a call, a visit, a letter. From then on whoever deactivates the case is asked whether they know it.',
    examples: ['dunwell case step 2026/001-1 "called, no answer" --on 2026-05-04'],
    takes: (command) =>
      command
        .argument('<what>', 'what was done, in a few words; no names')
        .option('--on <date>', 'the day it was done; today when not given', dayOption),
    fields: ({ on }, [what]) => ({ what, takenOn: on === undefined ? undefined : formatDay(on) }),
  });
}
