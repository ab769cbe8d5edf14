import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { CASE_FORMS } from '../../contracts/message-forms.ts';
import { Acknowledgement, neededFor } from '../../domain/case/messages/deactivate.ts';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { formOf } from '../../domain/kernel/message.ts';
import { type Context, withDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { withFields } from '../messages/message-fields.ts';
import { newCaseCommand } from './case-command.ts';
import { type CaseFound, type CaseMessageOptions, findTheCase, sendToCase } from './send-to-case.ts';

interface Options extends CaseMessageOptions {
  readonly acknowledge?: readonly Acknowledgement[];
  readonly reason?: string;
}

/** What is acknowledged, and what it means. */
const SAYS: Readonly<Record<Acknowledgement, string>> = {
  [Acknowledgement.PUBLISHED]:
    'The debt collection case has already been published: it has been visible to the debtor. This does not necessarily mean that the debtor has seen it, but the opportunity has been there.',
  [Acknowledgement.STEPS_TAKEN]:
    'Steps taken in the debt collection case found: at least one reminder has been sent in it, so the debtor has received communication about it.',
};
const AS_OPTION: Readonly<Record<Acknowledgement, string>> = {
  [Acknowledgement.PUBLISHED]: 'published',
  [Acknowledgement.STEPS_TAKEN]: 'steps-taken',
};

const FORM = formOf(CASE_FORMS, CaseCommandKind.deactivate);

export function build(): Command {
  return newCaseCommand(FORM, (command) => withFields(command, FORM)).action(
    (reference: string, options: Options) =>
      withDatabase(options, async (context) => {
        const found = await findTheCase(context, reference);
        const acknowledged = await acknowledgedBy(context, found, options.acknowledge ?? []);
        const fields = { acknowledged, reason: options.reason };
        await sendToCase(context, found, { kind: FORM.kind, fields }, options);
      }),
  );
}

/** What is acknowledged; on a terminal, what is missing is asked for. Fails by naming and explaining what is not. */
async function acknowledgedBy(
  { output }: Context,
  { of }: CaseFound,
  given: readonly Acknowledgement[],
): Promise<readonly Acknowledgement[]> {
  const needed = neededFor(of);
  const isOver = of.deactivatedAt !== null;
  const missing = isOver ? [] : needed.filter((one) => !given.includes(one));
  if (missing.length === 0) return given;
  if (process.stdin.isTTY && !output.isJson) return [...given, ...(await asked(of.reference, missing))];
  const says = [
    `Case ${of.reference} was not deactivated. Deactivating is permanent; acknowledge first what the debtor knows of the case:`,
    ...missing.map((one) => `  --acknowledge ${AS_OPTION[one]}: ${SAYS[one]}`),
  ].join('\n');
  if (output.isJson) {
    await output.json({
      reference: of.reference,
      ok: false,
      says,
      missing: missing.map((one) => AS_OPTION[one]),
    });
  }
  throw new WorkFailed(output.isJson ? '' : says);
}

async function asked(
  reference: string,
  missing: readonly Acknowledgement[],
): Promise<readonly Acknowledgement[]> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (const one of missing) {
      const answer = await terminal.question(`${SAYS[one]}\nDo you know this, and agree? Write yes: `);
      if (answer.trim().toLowerCase() !== 'yes') {
        throw new WorkFailed(
          `Case ${reference} was not deactivated: ${AS_OPTION[one]} was not acknowledged.`,
        );
      }
    }
    return missing;
  } finally {
    terminal.close();
  }
}
