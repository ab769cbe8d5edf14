import type { Readable } from '../../contracts/actor.ts';
import type { InvoicePlan } from '../../contracts/invoice.ts';
import { STEP_IN_WORDS } from '../../domain/invoice/words.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import { gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import { momentText } from '../../read/kit/format.ts';
import { type Context, tenant } from '../kit/context.ts';
import { requireWorker, withServer } from '../kit/server-connection.ts';
import { answerOfEnded, requireSound, wireMessage } from './decide-locally.ts';
import { type Delivered, deliver } from './deliver.ts';
import type { Message, MessageOptions } from './message.ts';
import { printAnswer } from './print-answer.ts';
import { sendingTo } from './sending-to.ts';

export interface OneMessage {
  readonly number: string;
  readonly message: Message;
  readonly commandId: string;
  readonly options: MessageOptions;
}

/** Sends a message to one invoice and prints its answer in words; a refusal fails. */
export async function sendToOne(context: Context, sent: OneMessage): Promise<void> {
  const { db, sources, asOf, output } = context;
  const { number, message, commandId, options } = sent;
  const wire = wireMessage(message, options.by, commandId);
  requireSound(message, wire);
  const { id, calendar } = await tenant(context);
  const gathered = await db.read((tx) => gatherInvoice(tx, sources, id, number));
  const known = answerOfEnded(gathered, message, wire, asOf);
  const ref = { creditor: id, number };
  const look = `dunwell timeline ${number}`;
  const delivered: Delivered<InvoicePlan> =
    known !== null
      ? { ...known, answer: null }
      : await withServer(options.data, async (server) => {
          if (options.wait) await requireWorker(server, 'or leave the message for it with --no-wait');
          return deliver(server, sendingTo(server, ref, message, wire), options);
        });
  await printAnswer(output, { ...ref, commandId }, delivered, (plan) => nextInWords(plan, calendar));
  if (!output.isJson && !options.wait && known === null)
    output.note(`Its answer will stand in \`${look}\` under ${commandId}.`);
}

function nextInWords(plan: Readable<InvoicePlan>, calendar: Calendar): string {
  if (plan.at === null) return 'Nothing more happens by itself.';
  return `Next, on ${momentText(Date.parse(plan.at), calendar)}, ${STEP_IN_WORDS[plan.step]}.`;
}
