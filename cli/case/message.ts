import type { Command } from 'commander';
import { CaseRequestKind } from '../../contracts/case.ts';
import { CASE_FORMS } from '../../contracts/message-forms.ts';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { formOf } from '../../domain/kernel/message.ts';
import { withDatabase } from '../kit/context.ts';
import { WrongUse } from '../kit/failures.ts';
import { newCaseCommand } from './case-command.ts';
import { type CaseMessageOptions, findTheCase, sendToCase } from './send-to-case.ts';

const LONGEST = 4000;

export function build(): Command {
  return newCaseCommand(formOf(CASE_FORMS, 'message'), (command) =>
    command.argument('<text>', 'what to say'),
  ).action((reference: string, text: string, options: CaseMessageOptions) => {
    if (text.trim() === '') throw new WrongUse('The message is empty: write what to say.');
    if (text.length > LONGEST) {
      throw new WrongUse(`The message has ${text.length} characters: ${LONGEST} at most.`);
    }
    return withDatabase(options, async (context) => {
      const found = await findTheCase(context, reference);
      const request = { kind: CaseRequestKind.MESSAGE, text };
      await sendToCase(context, found, { kind: CaseCommandKind.message, fields: {}, request }, options);
    });
  });
}
