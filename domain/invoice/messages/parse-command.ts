import { Fields, type Parsed, Problem, parsed } from '../../kernel/fields.ts';
import { HoldKind, HoldReason } from '../../kernel/holds.ts';
import { whyNotByHand } from '../../kernel/pause.ts';
import { type Command, CommandKind } from './command.ts';

const FIELDS: Readonly<Record<CommandKind, readonly string[]>> = {
  [CommandKind.PAUSE]: ['reason', 'kind', 'from', 'until', 'note'],
  [CommandKind.RESUME]: ['reason'],
  [CommandKind.APPROVE]: ['reason'],
  [CommandKind.REVOKE_APPROVAL]: ['reason'],
  [CommandKind.CLOSE]: ['reason'],
  [CommandKind.RESTART]: ['level', 'reason'],
  [CommandKind.LEDGER_CHANGED]: ['reason'],
  [CommandKind.CHANGE_DUE_DATE]: ['dueOn', 'reason'],
  [CommandKind.WAIVE_LEVEL]: ['level', 'reason'],
  [CommandKind.RECONSIDER]: ['reason'],
};

/**
 * Reads a message as it came over the wire: one JSON object, days as ISO dates. Refuses unknown fields,
 * missing ones and wrong values by name, saying what would be right. Never throws, whatever it is given.
 */
export function parseCommand(kind: CommandKind, message: unknown, commandId: string): Parsed<Command> {
  return parsed(() => read(kind, new Fields(kind, message, FIELDS[kind]), commandId));
}

function read(kind: CommandKind, fields: Fields, commandId: string): Command {
  const from = fields.from(commandId);
  switch (kind) {
    case CommandKind.PAUSE:
      return {
        ...from,
        kind,
        reason: reasonByHand(fields),
        holdKind: fields.oneOf('kind', Object.values(HoldKind)) ?? HoldKind.REMINDERS,
        from: fields.day('from'),
        until: fields.day('until'),
        note: fields.text('note'),
      };
    case CommandKind.RESUME:
      return { ...from, kind, reason: fields.oneOf('reason', Object.values(HoldReason)) };
    case CommandKind.CLOSE:
      return { ...from, kind, reason: fields.required('reason', '"reason":"why it is closed"') };
    case CommandKind.RESTART:
      return { ...from, kind, level: fields.text('level'), reason: fields.text('reason') };
    case CommandKind.CHANGE_DUE_DATE: {
      const dueOn = fields.day('dueOn');
      if (dueOn === null) throw new Problem('changeDueDate needs `dueOn`, e.g. {"dueOn":"2026-03-01"}.');
      return { ...from, kind, dueOn };
    }
    case CommandKind.WAIVE_LEVEL:
      return { ...from, kind, level: fields.text('level'), reason: fields.text('reason') };
    case CommandKind.APPROVE:
    case CommandKind.REVOKE_APPROVAL:
    case CommandKind.LEDGER_CHANGED:
    case CommandKind.RECONSIDER:
      return { ...from, kind };
    default:
      return kind satisfies never;
  }
}

function reasonByHand(fields: Fields): HoldReason {
  const reason = fields.oneOf('reason', Object.values(HoldReason)) ?? HoldReason.OPERATOR;
  const problem = whyNotByHand(reason);
  if (problem !== null) throw new Problem(problem);
  return reason;
}
