import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { MaintenanceKind } from '../../contracts/invoice.ts';
import { EffectOutcome } from '../../domain/effects/effect-outcome.ts';
import { gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { newCommand, wordOption } from '../kit/options.ts';
import { type MessageOptions, UNDER_WAY } from '../messages/message-command.ts';
import { sendToOne } from '../messages/send-to-one.ts';
import { withSending } from '../messages/with-sending.ts';

interface Options extends MessageOptions {
  readonly outcome: EffectOutcome;
  readonly key?: string;
}

export function build(): Command {
  const outcomes = Object.values(EffectOutcome);
  return withSending(
    newCommand(
      'Says what became of a letter or order whose fate the engine cannot know: it arrived, it never left, or it came back.',
      [
        'dunwell resolve-effect 2026/001 --outcome delivered',
        'dunwell resolve-effect 2026/001 --outcome bounced --key invoice/acme/2026%2F001/1/level/notice',
      ],
    )
      .argument('<number>', 'invoice number')
      .requiredOption('--outcome <outcome>', outcomes.join(', '), wordOption(outcomes))
      .option('--key <key>', 'which one, as the timeline shows it; the one that the invoice waits for'),
  ).action((number: string, options: Options) =>
    withDatabase(options, (context) => resolve(context, number, options)),
  );
}

async function resolve(context: Context, number: string, options: Options): Promise<void> {
  const { outcome } = options;
  const key = options.key ?? (await pendingKey(context, number));
  const message = { kind: MaintenanceKind.RESOLVE_EFFECT, fields: { key, outcome }, stages: UNDER_WAY };
  await sendToOne(context, { number, message, commandId: options.commandId ?? randomUUID(), options });
}

async function pendingKey(context: Context, number: string): Promise<string> {
  const { id } = await tenant(context);
  const { facts } = await context.db.read((tx) => gatherInvoice(tx, context.sources, id, number));
  if (facts.pendingEffect !== null) return facts.pendingEffect.key;
  throw new WorkFailed(
    `Invoice ${number} waits for no letter or order: name one with --key; \`dunwell timeline ${number}\` lists them.`,
  );
}
