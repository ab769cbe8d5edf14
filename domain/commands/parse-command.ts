import { type Day, dayFrom, parseDay } from '../day.ts';
import { HoldKind, HoldReason } from '../holds.ts';
import { type Command, CommandKind } from './command.ts';

export type ParsedCommand = { readonly command: Command } | { readonly problem: string };

/** Fields that every message may carry. */
const COMMON = ['by', 'commandId'];

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

/** Thrown inside and turned into words at the edge of this file. */
class Problem extends Error {}

/**
 * Reads a message as it came over the wire: one JSON object, days as ISO dates. Refuses unknown fields,
 * missing ones and wrong values by name, saying what would be right. Never throws, whatever it is given.
 */
export function parseCommand(kind: CommandKind, message: unknown, commandId: string): ParsedCommand {
  try {
    return { command: read(kind, new Fields(kind, message), commandId) };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.message };
    throw error;
  }
}

function read(kind: CommandKind, fields: Fields, commandId: string): Command {
  const from = {
    by: fields.required('by', '"by":"name of who asks"'),
    commandId: fields.text('commandId') ?? commandId,
  };
  switch (kind) {
    case CommandKind.PAUSE:
      return {
        ...from,
        kind,
        reason: fields.oneOf('reason', Object.values(HoldReason)) ?? HoldReason.OPERATOR,
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

const LONGEST_TEXT = 1000;

// The years that files take, too: further away no calendar knows its holidays.
const FIRST_DAY = dayFrom(1900, 1, 1) ?? 0;
const LAST_DAY = dayFrom(2199, 12, 31) ?? 0;

class Fields {
  private readonly kind: string;
  private readonly values: Readonly<Record<string, unknown>>;

  constructor(kind: CommandKind, message: unknown) {
    this.kind = kind;
    if (typeof message !== 'object' || message === null || Array.isArray(message)) {
      throw new Problem(`${kind} takes one JSON object, e.g. {"by":"name of who asks"}.`);
    }
    this.values = message as Record<string, unknown>;
    const known = [...COMMON, ...FIELDS[kind]];
    for (const field of Object.keys(message)) {
      if (!known.includes(field)) {
        throw new Problem(`${kind} knows no field \`${field}\`: it takes ${known.join(', ')}.`);
      }
    }
  }

  text(field: string): string | null {
    const value = this.values[field];
    if (value === undefined || value === null) return null;
    if (typeof value !== 'string' || value.trim() === '') {
      throw new Problem(`\`${field}\` of ${this.kind} must be a text that is not empty.`);
    }
    if (value.length > LONGEST_TEXT) {
      throw new Problem(`\`${field}\` of ${this.kind} is too long: ${LONGEST_TEXT} characters at most.`);
    }
    return value;
  }

  required(field: string, example: string): string {
    const value = this.text(field);
    if (value === null) throw new Problem(`${this.kind} needs \`${field}\`, e.g. {${example}}.`);
    return value;
  }

  day(field: string): Day | null {
    const text = this.text(field);
    if (text === null) return null;
    const day = parseDay(text);
    if (day === undefined) throw new Problem(`\`${field}\` must be a date like 2026-03-01, not "${text}".`);
    if (day < FIRST_DAY || day > LAST_DAY) {
      throw new Problem(`\`${field}\` must lie in the years 1900 to 2199, not "${text}".`);
    }
    return day;
  }

  oneOf<Value extends string>(field: string, values: readonly Value[]): Value | null {
    const text = this.text(field);
    if (text === null) return null;
    const value = values.find((candidate) => candidate === text);
    if (value === undefined) {
      throw new Problem(`\`${field}\` of ${this.kind} must be one of ${values.join(', ')}, not "${text}".`);
    }
    return value;
  }
}
