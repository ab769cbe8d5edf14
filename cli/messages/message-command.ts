import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { InvoiceKind } from '../../domain/invoice/messages/index.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { type Context, withDatabase } from '../kit/context.ts';
import { WrongUse } from '../kit/failures.ts';
import { type FilterOptions, hasFilter, withFilter } from '../kit/filter.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import type { SendingOptions } from './deliver.ts';
import { sendToMany } from './send-to-many.ts';
import { sendToOne } from './send-to-one.ts';
import { withSending } from './with-sending.ts';

/** What every message to invoices takes. */
export interface MessageOptions extends SharedOptions, SendingOptions, FilterOptions {
  readonly commit?: boolean;
  readonly all?: boolean;
}

/** Invoices whose path goes on. */
export const UNDER_WAY: readonly Stage[] = [Stage.OPEN, Stage.REMINDED, Stage.NOTICED, Stage.LISTED];

/** A message ready to be sent. */
export interface Message {
  readonly kind: InvoiceKind;
  /** Its own fields; who asks and the id are added when it is sent. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Whom it can concern: what a filter without `--stage` chooses from. */
  readonly stages: readonly Stage[];
  /** Harmless enough to go to every creditor when none is named. */
  readonly everyCreditor?: boolean;
}

export interface MessageSpec<Options extends MessageOptions> {
  readonly description: string;
  readonly examples: readonly string[];
  /** Adds the options that only this message has. */
  readonly options?: (command: Command) => Command;
  readonly message: (options: Options) => Message;
  /** Takes calls that are no message to single invoices; true when it did. */
  readonly instead?: (context: Context, options: Options) => Promise<boolean>;
}

/** A command that sends one message to an invoice, or to all that match a filter. */
export function messageCommand<Options extends MessageOptions>(spec: MessageSpec<Options>): Command {
  const { description, examples, options: own = (command) => command } = spec;
  const command = newCommand(
    `${description} One invoice at once; several, chosen by a filter, only with --commit: without it you see what would be done.`,
    examples,
  ).argument('[number]', 'invoice number');
  return withFilter(withSending(own(command)))
    .option('--all', 'all invoices')
    .option('--commit', 'do it to all that match')
    .action((number: string | undefined, options: Options) =>
      withDatabase(options, (context) => send(spec, context, number, options)),
    );
}

async function send<Options extends MessageOptions>(
  spec: MessageSpec<Options>,
  context: Context,
  number: string | undefined,
  options: Options,
): Promise<void> {
  const isBulk = hasFilter(options) || options.all === true;
  if (number !== undefined && isBulk) {
    throw new WrongUse('Give an invoice number or a filter, not both.');
  }
  if (number === undefined && (await spec.instead?.(context, options)) === true) return;
  const message = spec.message(options);
  const commandId = options.commandId ?? randomUUID();
  if (number !== undefined) return sendToOne(context, { number, message, commandId, options });
  if (!isBulk) {
    throw new WrongUse('Name an invoice, choose several with a filter such as --stage, or give --all.');
  }
  return sendToMany(context, { message, commandId, options });
}
