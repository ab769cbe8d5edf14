import { type Day, dayFrom, parseDay } from './day.ts';
import {
  DECIMAL,
  type Field,
  type Fields,
  LONGEST_TEXT,
  type OneOfField,
  SHA_256,
  type SomeOfField,
  type TextField,
} from './fields.ts';
import { whyNotKept } from './keepable.ts';

/** Thrown while reading; `parsed` turns it into words. */
export class Problem extends Error {}

// The years that files take, too: further away no calendar knows its holidays.
const FIRST_DAY = dayFrom(1900, 1, 1) ?? 0;
const LAST_DAY = dayFrom(2199, 12, 31) ?? 0;

/** Reads the fields of one message as it came over the wire; what is wrong with one is thrown as a Problem. */
export function readFields(kind: string, fields: Fields, message: unknown): Record<string, unknown> {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    throw new Problem(`${kind} takes one JSON object, e.g. {"by":"name of who asks"}.`);
  }
  const known = Object.keys(fields);
  for (const name of Object.keys(message)) {
    if (!known.includes(name)) {
      throw new Problem(`${kind} knows no field \`${name.slice(0, 50)}\`: it takes ${known.join(', ')}.`);
    }
  }
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (field.type === 'remark') continue;
    const read = new Read(kind, name, (message as Readonly<Record<string, unknown>>)[name]);
    values[field.type === 'oneOf' ? (field.as ?? name) : name] = readValue(read, field);
  }
  return values;
}

function readValue(read: Read, field: Exclude<Field, { type: 'remark' }>): unknown {
  switch (field.type) {
    case 'text':
      return read.limited(field);
    case 'day':
      return read.day(field);
    case 'oneOf':
      return read.oneOf(field);
    case 'someOf':
      return read.someOf(field);
    case 'texts':
      return read.texts();
    case 'flag':
      return read.flag();
    case 'count':
      return read.count(field);
    case 'decimal':
      return read.decimal(field);
    case 'hash':
      return read.hash(field);
    default:
      return field satisfies never;
  }
}

const REQUIRED_TEXT: Field = { type: 'text', required: true, help: '', example: '' };

function isLeftOut({ required }: Field, value: unknown): boolean {
  return required !== true && (value === undefined || value === null);
}

/** One field with what was sent for it. */
class Read {
  private readonly kind: string;
  private readonly name: string;
  private readonly value: unknown;

  constructor(kind: string, name: string, value: unknown) {
    this.kind = kind;
    this.name = name;
    this.value = value;
  }

  private example({ type, example = type === 'count' ? 3 : '50.00' }: Field): string {
    return `e.g. {${JSON.stringify(this.name)}:${JSON.stringify(example)}}.`;
  }

  private text(field: Field): string | null {
    const { kind, name, value } = this;
    if (value === undefined || value === null) {
      if (field.required !== true) return null;
      throw new Problem(field.missing ?? `${kind} needs \`${name}\`, ${this.example(field)}`);
    }
    if (typeof value !== 'string' || value.trim() === '') {
      throw new Problem(`\`${name}\` of ${kind} must be a text that is not empty.`);
    }
    if (value.length > LONGEST_TEXT) {
      throw new Problem(`\`${name}\` of ${kind} is too long: ${LONGEST_TEXT} characters at most.`);
    }
    const whyNot = whyNotKept(value);
    if (whyNot !== undefined) throw new Problem(`\`${name}\` of ${kind} ${whyNot}.`);
    return value;
  }

  limited(field: TextField): string | null {
    const text = this.text(field);
    const { longest = LONGEST_TEXT, of = this.kind } = field;
    if (text === null || text.length <= longest) return text;
    throw new Problem(`\`${this.name}\` of ${of} has ${longest} characters at most, not ${text.length}.`);
  }

  day(field: Field): Day | null {
    const text = this.text(field);
    if (text === null) return null;
    const day = parseDay(text);
    if (day === undefined) {
      throw new Problem(`\`${this.name}\` must be a date like 2026-03-01, not "${text}".`);
    }
    if (day < FIRST_DAY || day > LAST_DAY) {
      throw new Problem(`\`${this.name}\` must lie in the years 1900 to 2199, not "${text}".`);
    }
    return day;
  }

  oneOf(field: OneOfField): string | null {
    const { kind, name } = this;
    const text = this.text(field);
    if (text === null) return field.default ?? null;
    if (!field.values.includes(text)) {
      throw new Problem(`\`${name}\` of ${kind} must be one of ${field.values.join(', ')}, not "${text}".`);
    }
    const refused = field.refused?.[text];
    if (refused !== undefined) throw new Problem(refused);
    return text;
  }

  someOf({ values }: SomeOfField): readonly string[] {
    const given = this.value ?? [];
    const isKnown = (one: unknown) => values.some((value) => value === one);
    if (!Array.isArray(given) || !given.every(isKnown)) {
      const stranger = Array.isArray(given) ? given.find((one) => !isKnown(one)) : given;
      const not = typeof stranger === 'string' ? `, not "${stranger}"` : '';
      throw new Problem(`\`${this.name}\` of ${this.kind} must be a list out of ${values.join(', ')}${not}.`);
    }
    return values.filter((value) => given.includes(value));
  }

  texts(): readonly string[] {
    const { kind, name } = this;
    const given = this.value ?? [];
    if (!Array.isArray(given)) throw new Problem(`\`${name}\` of ${kind} must be a list of texts.`);
    const read = given.map((one) => new Read(kind, name, one).text(REQUIRED_TEXT) ?? '');
    return [...new Set(read)];
  }

  flag(): boolean {
    const { value } = this;
    if (value === undefined || value === null) return false;
    if (typeof value !== 'boolean') {
      throw new Problem(`\`${this.name}\` of ${this.kind} must be true or false, without quotes.`);
    }
    return value;
  }

  count(field: Field): number | null {
    const { kind, name, value } = this;
    if (isLeftOut(field, value)) return null;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
      throw new Problem(`${kind} needs \`${name}\`, a whole number, ${this.example(field)}`);
    }
    return value;
  }

  decimal(field: Field): string | null {
    const { kind, name, value } = this;
    if (isLeftOut(field, value)) return null;
    if (typeof value !== 'string' || !DECIMAL.test(value)) {
      throw new Problem(`${kind} needs \`${name}\`, a decimal in quotes, ${this.example(field)}`);
    }
    return value;
  }

  hash(field: Field): string | null {
    const hash = this.text(field);
    if (hash === null || SHA_256.test(hash)) return hash;
    throw new Problem(
      `\`${this.name}\` must be the SHA-256 of the staged content in small hexadecimal, not "${hash}".`,
    );
  }
}
