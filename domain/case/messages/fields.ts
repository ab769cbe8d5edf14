import { type Day, dayFrom, parseDay } from '../../kernel/day.ts';

export type Parsed<Command> = { readonly command: Command } | { readonly problem: string };

/** Thrown while reading; `parsed` turns it into words. */
export class Problem extends Error {}

/** Reads a command, or says what is wrong with its form. */
export function parsed<Command>(read: () => Command): Parsed<Command> {
  try {
    return { command: read() };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.message };
    throw error;
  }
}

/** Fields that every message may carry. */
const COMMON = ['by', 'commandId'];

/** Of every text of a message, in characters. */
export const LONGEST_TEXT = 1000;
const DECIMAL = /^\d{1,15}(\.\d{1,4})?$/;

// The years that files take, too: further away no calendar knows its holidays.
const FIRST_DAY = dayFrom(1900, 1, 1) ?? 0;
const LAST_DAY = dayFrom(2199, 12, 31) ?? 0;

/** The fields of one message as it came over the wire; what is wrong with one is thrown as a Problem. */
export class Fields {
  private readonly kind: string;
  private readonly values: Readonly<Record<string, unknown>>;

  constructor(kind: string, message: unknown, own: readonly string[]) {
    this.kind = kind;
    if (typeof message !== 'object' || message === null || Array.isArray(message)) {
      throw new Problem(`${kind} takes one JSON object, e.g. {"by":"name of who asks"}.`);
    }
    this.values = message as Record<string, unknown>;
    const known = [...COMMON, ...own];
    for (const field of Object.keys(message)) {
      if (!known.includes(field)) {
        throw new Problem(`${kind} knows no field \`${field.slice(0, 50)}\`: it takes ${known.join(', ')}.`);
      }
    }
  }

  /** Who asks, and the message's own id when it has one. */
  from(commandId: string): { readonly by: string; readonly commandId: string } {
    return {
      by: this.required('by', '"by":"name of who asks"'),
      commandId: this.text('commandId') ?? commandId,
    };
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

  flag(field: string): boolean {
    const value = this.values[field];
    if (value === undefined || value === null) return false;
    if (typeof value !== 'boolean') {
      throw new Problem(`\`${field}\` of ${this.kind} must be true or false, without quotes.`);
    }
    return value;
  }

  /** A whole number from 1 on. */
  count(field: string, example: string): number {
    const value = this.values[field];
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
      throw new Problem(`${this.kind} needs \`${field}\`, a whole number, e.g. {${example}}.`);
    }
    return value;
  }

  /** A decimal in quotes: a JSON number may have lost a cent on its way. */
  decimal(field: string, example: string): string {
    const value = this.values[field];
    if (typeof value !== 'string' || !DECIMAL.test(value)) {
      throw new Problem(`${this.kind} needs \`${field}\`, a decimal in quotes, e.g. {${example}}.`);
    }
    return value;
  }

  someOf<Value extends string>(field: string, values: readonly Value[]): readonly Value[] {
    const given = this.values[field] ?? [];
    const isKnown = (one: unknown) => values.some((value) => value === one);
    if (!Array.isArray(given) || !given.every(isKnown)) {
      const stranger = Array.isArray(given) ? given.find((one) => !isKnown(one)) : given;
      const not = typeof stranger === 'string' ? `, not "${stranger}"` : '';
      throw new Problem(`\`${field}\` of ${this.kind} must be a list out of ${values.join(', ')}${not}.`);
    }
    return values.filter((value) => given.includes(value));
  }
}
