import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { INVOICE_FORMS } from '../../contracts/message-forms.ts';
import type { InvoiceKind } from '../../domain/invoice/messages/index.ts';
import type { InvoiceForm } from '../../domain/invoice/messages/message.ts';
import { formOf } from '../../domain/kernel/message.ts';
import { INVOICE_FILTER } from '../../read/invoice/filter.ts';
import { isNarrowed } from '../../read/kit/query.ts';
import type { CommandModule } from '../kit/command-entry.ts';
import { type Context, withDatabase } from '../kit/context.ts';
import { WrongUse } from '../kit/failures.ts';
import { newCommand } from '../kit/options.ts';
import { withQuery } from '../kit/query-options.ts';
import { effectKeyOf } from './effect-key.ts';
import type { Message, MessageOptions } from './message.ts';
import { examplesOf, fieldsFrom, withFields } from './message-fields.ts';
import { withScope } from './scope.ts';
import { sendToMany } from './send-to-many.ts';
import { sendToOne } from './send-to-one.ts';
import { pauseWhole, resumeWhole } from './whole-scope.ts';
import { withSending } from './with-sending.ts';

type Options = MessageOptions & Readonly<Record<string, unknown>>;

/** What a command does beside sending its message. */
interface Extra {
  /** What it says of itself beside the summary of its message. */
  readonly about?: string;
  /** Adds options that are no fields of the message. */
  readonly options?: (command: Command) => Command;
  /** Takes calls that are no message to single invoices; true when it did. */
  readonly instead?: (
    context: Context,
    options: MessageOptions,
    fields: Message['fields'],
  ) => Promise<boolean>;
  /** Finds out fields that were not given. */
  readonly fills?: Readonly<Record<string, (context: Context, number: string) => Promise<string>>>;
}

const OF_A_SCOPE = ' With --customer or --whole-creditor everything of theirs.';

const EXTRAS: Partial<Readonly<Record<InvoiceKind, Extra>>> = {
  pause: { about: OF_A_SCOPE, options: withScope, instead: pauseWhole },
  resume: { about: OF_A_SCOPE, options: withScope, instead: resumeWhole },
  resolveEffect: { fills: { key: effectKeyOf } },
};

/** The command of a message to an invoice: to one, or to all that match a filter. */
export function messageCommand(kind: InvoiceKind): CommandModule {
  const form = formOf(INVOICE_FORMS, kind);
  const extra = EXTRAS[kind] ?? {};
  return { build: () => (form.bulk === true ? toMany(form, extra) : toOne(form, extra)) };
}

function toMany(form: InvoiceForm<InvoiceKind>, extra: Extra): Command {
  const { about = '', options = (plain: Command) => plain } = extra;
  const summary = `${form.summary}${about} One invoice at once; several, chosen by a filter, only with --commit: without it you see what would be done.`;
  const command = newCommand(summary, examplesOf(form)).argument('[number]', 'invoice number');
  return withQuery(withSending(options(withFields(command, form))), INVOICE_FILTER)
    .option('--all', 'all invoices')
    .option('--commit', 'do it to all that match')
    .action((number: string | undefined, given: Options) =>
      withDatabase(given, (context) => send(context, form, extra, number, given)),
    );
}

function toOne(form: InvoiceForm<InvoiceKind>, { fills = {} }: Extra): Command {
  const command = newCommand(form.summary, examplesOf(form)).argument('<number>', 'invoice number');
  return withSending(withFields(command, form, Object.keys(fills))).action((number: string, given: Options) =>
    withDatabase(given, async (context) => {
      const fields = { ...fieldsFrom(form, given) };
      for (const [name, fill] of Object.entries(fills)) fields[name] ??= await fill(context, number);
      const commandId = given.commandId ?? randomUUID();
      await sendToOne(context, { number, message: { form, fields }, commandId, options: given });
    }),
  );
}

async function send(
  context: Context,
  form: InvoiceForm<InvoiceKind>,
  { instead }: Extra,
  number: string | undefined,
  options: Options,
): Promise<void> {
  const isBulk = isNarrowed(INVOICE_FILTER, options) || options.all === true;
  if (number !== undefined && isBulk) {
    throw new WrongUse('Give an invoice number or a filter, not both.');
  }
  const fields = fieldsFrom(form, options);
  if (number === undefined && (await instead?.(context, options, fields)) === true) return;
  const message = { form, fields };
  const commandId = options.commandId ?? randomUUID();
  if (number !== undefined) return sendToOne(context, { number, message, commandId, options });
  if (!isBulk) {
    throw new WrongUse('Name an invoice, choose several with a filter such as --stage, or give --all.');
  }
  return sendToMany(context, { message, commandId, options });
}
