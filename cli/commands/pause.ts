import { type Command, InvalidArgumentError } from 'commander';
import { CommandKind } from '../../domain/invoice/messages/index.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { HoldKind, HoldReason } from '../../domain/kernel/holds.ts';
import { BY_HAND, whyNotByHand } from '../../domain/kernel/pause.ts';
import { dayOption, wordOption } from '../kit/options.ts';
import { type MessageOptions, messageCommand, UNDER_WAY } from '../messages/message-command.ts';
import { type ScopeOptions, scopeOf, withScope } from '../messages/scope.ts';
import { sendToScope } from '../messages/send-to-scope.ts';

interface Options extends MessageOptions, ScopeOptions {
  readonly reason: HoldReason;
  readonly kind: HoldKind;
  readonly from?: Day;
  readonly until?: Day;
  readonly note?: string;
}

const KINDS = Object.values(HoldKind);

export function build(): Command {
  return messageCommand<Options>({
    description:
      'Pauses an invoice, or with --customer or --whole-creditor everything of theirs: nothing is sent or transferred meanwhile.',
    examples: [
      'dunwell pause 2026/001 --until 2026-04-01 --note "asked for time"',
      'dunwell pause --customer C-200 --reason PAYMENT_PLAN --commit',
      'dunwell pause --stage LISTED --tab manual --commit',
    ],
    options: (command) =>
      withScope(command)
        .option('--reason <reason>', BY_HAND.join(', '), reasonOption, HoldReason.OPERATOR)
        .option(
          '--kind <kind>',
          'reminders: no letters and no transfer; full: no orders of cases either',
          wordOption(KINDS),
          HoldKind.REMINDERS,
        )
        .option('--from <date>', 'the first day of the pause; may lie in the past', dayOption)
        .option('--until <date>', 'the day on which it ends by itself', dayOption)
        .option('--note <text>', 'words for the record'),
    message: ({ reason, kind, from, until, note }) => ({
      kind: CommandKind.pause,
      fields: { reason, kind, from: iso(from), until: iso(until), note },
      stages: UNDER_WAY,
    }),
    async instead(context, options) {
      const scope = scopeOf(options);
      if (scope === null) return false;
      const { reason, kind, from, until, note } = options;
      await sendToScope(context, options, scope, {
        kind: 'pause',
        reason,
        holdKind: kind,
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
        ...(note === undefined ? {} : { note }),
      });
      return true;
    },
  });
}

const SET_BY_ENGINE = Object.values(HoldReason).filter((reason) => whyNotByHand(reason) !== null);

/** What Dunwell sets itself is no slip of the pen: it is refused by its name. */
function reasonOption(text: string): HoldReason {
  const set = SET_BY_ENGINE.find((reason) => reason === text.toUpperCase().replaceAll(/[\s-]/g, '_'));
  if (set !== undefined) throw new InvalidArgumentError(whyNotByHand(set) ?? '');
  return wordOption(BY_HAND)(text);
}

function iso(day: Day | undefined): string | undefined {
  return day === undefined ? undefined : formatDay(day);
}
