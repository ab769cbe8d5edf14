import { expect, onTestFinished } from 'vitest';
import { applyMessage } from '../../../activities/actor/apply-message.ts';
import { takeStep } from '../../../activities/actor/take-step.ts';
import { INVOICES } from '../../../activities/invoice/subject.ts';
import { RowKind, type StagedDeliveryFeedback } from '../../../contracts/intake.ts';
import { checkBooks } from '../../../db/books/books.ts';
import { effectsOf } from '../../../db/effects/effects.ts';
import { openTasksOf } from '../../../db/tasks/tasks.ts';
import type { Channel } from '../../../domain/effects/channels.ts';
import type { InvoiceKind } from '../../../domain/invoice/messages/index.ts';
import { Step } from '../../../domain/invoice/plan.ts';
import { TaskSubject } from '../../../domain/tasks/task.ts';
import { NL } from '../../domain/invoice/an-invoice.ts';
import { createScriptedGateways, type Script } from '../../gateways/scripted-gateway.ts';
import { day, invoice, moneyDesk, NOW } from '../intake/money-desk.ts';

const DAY = 86_400_000;
const MAIL = { email: 'jan@example.org' };
const HOME = { street: 'Damrak 1', postcode: '1012 LG', city: 'Amsterdam', country: 'NL' };

export const LETTER = 'invoice/waitc/1001/1/level/';
export const both = { ...MAIL, ...HOME };
export const mailOnly = MAIL;

let told = 0;

/** An invoice that is due for its first reminder, its customer, and the gateways that its letters leave by. */
export async function letterDesk(
  customer: object = both,
  scripts: Partial<Record<Channel, Script>> = {},
  policy = '',
) {
  const desk = await moneyDesk(policy);
  const gateways = createScriptedGateways(scripts);
  Object.assign(desk.deps.gateways, gateways);
  const know = (data: object) =>
    desk.take({ kind: RowKind.CUSTOMER, body: { customer: 'C-1', name: 'Jan', ...data } });
  // Whatever happened: the state can be rebuilt from what was written.
  onTestFinished(async () => expect(await checkBooks(desk.deps.db, (_, at) => NL.dayOf(at))).toEqual([]));
  await know(customer);
  await desk.take(invoice('1001', 'C-1'));
  const who = { creditor: 'waitc', number: '1001' };
  const { db } = desk.deps;
  /** Days since the desk began: time does not go back. */
  let today = 0;
  return {
    ...desk,
    know,
    gateways,
    /** The step that is due, so many days after the desk began. */
    async step(step: Step, days = today) {
      today = days;
      return takeStep(INVOICES, desk.deps, step, { ...who, asOf: NOW + days * DAY });
    },
    async ask(kind: InvoiceKind, message: object = {}, days = today) {
      today = days;
      const { answer } = await applyMessage(INVOICES, desk.deps, {
        ...{ ...who, kind, asOf: NOW + days * DAY, commandId: `asked-${++told}` },
        message: { by: 'anna', ...message },
      });
      return answer.ok ? answer.says : `refused: ${answer.refused}`;
    },
    tell: (
      feedback: Omit<StagedDeliveryFeedback, 'on' | 'externalId'> & { on?: number; externalId?: string },
    ) =>
      desk.take({
        kind: RowKind.DELIVERY_FEEDBACK,
        body: { on: day('2026-11-27'), externalId: `f-${++told}`, ...feedback },
      }),
    /** What left, by the channels: key and address. */
    left: () =>
      (['email', 'letter', 'webhook'] as const).flatMap((channel) =>
        gateways[channel].arrived.map(({ key }) => `${channel} ${key.replace(LETTER, '')}`),
      ),
    effects: async () => {
      const { id } = await desk.row('1001');
      const rows = await db.read((tx) => effectsOf(tx, id));
      return rows.map(({ key, channel, state }) => `${key.replace(LETTER, '')} ${channel} ${state}`);
    },
    tasks: async () => {
      const of = { creditor: 'waitc', subject: TaskSubject.INVOICE, about: '1001' };
      return (await db.read((tx) => openTasksOf(tx, of))).map(({ kind }) => kind);
    },
  };
}

export type LetterDesk = Awaited<ReturnType<typeof letterDesk>>;

/** The reminder went out. */
export async function reminded(...given: Parameters<typeof letterDesk>): Promise<LetterDesk> {
  const desk = await letterDesk(...given);
  await desk.step(Step.SEND_REMINDER);
  return desk;
}

/** The notice went out, ten days later. */
export async function noticed(...given: Parameters<typeof letterDesk>): Promise<LetterDesk> {
  const desk = await reminded(...given);
  await desk.step(Step.SEND_NOTICE, 10);
  return desk;
}
