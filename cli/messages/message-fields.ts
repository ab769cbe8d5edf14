import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { formatDay } from '../../domain/kernel/day.ts';
import type { Field, OneOfField, SomeOfField } from '../../domain/kernel/fields.ts';
import type { MessageForm } from '../../domain/kernel/message.ts';
import { amountOption, dayOption, numberOption, wordOption, wordsOption } from '../kit/options.ts';

const VERSION = 'version';
const MOST = 1_000_000_000;

/** A field as people give it: an argument, or an option under its own or another name. */
interface Given {
  readonly name: string;
  readonly field: Field;
  /** As commander names it in what it parsed. */
  readonly option: string;
}

/** What people give on a command line; the version is asked for by itself, and what is staged by a program. */
function givenOf({ fields }: MessageForm): readonly Given[] {
  return Object.entries(fields)
    .filter(([name, field]) => name !== VERSION && field.type !== 'remark' && !('staged' in field))
    .map(([name, field]) => ({ name, field, option: field.option ?? name }));
}

/**
 * Adds the arguments and options of a message to its command.
 *
 * `filled` may be left out on the command line: the command finds out what they are.
 */
export function withFields(command: Command, form: MessageForm, filled: readonly string[] = []): Command {
  for (const { name, field, option } of givenOf(form)) {
    if (field.argument === true) {
      const made = new Argument(`<${kebab(name)}>`, helpOf(field)).argParser(readerOf(field));
      command.addArgument(made);
      continue;
    }
    const isFilled = filled.includes(name);
    const help = isFilled ? `${helpOf(field)}; the one that is waited for when not given` : helpOf(field);
    const made = new Option(flagOf(option, field), help).argParser(readerOf(field));
    if (field.required === true && !isFilled) made.makeOptionMandatory();
    if (field.type === 'oneOf' && field.default !== undefined) made.default(field.default);
    command.addOption(made);
  }
  return command;
}

/** The message's own fields, as they go over the wire. */
export function fieldsFrom(
  form: MessageForm,
  options: Readonly<Record<string, unknown>>,
  args: readonly unknown[] = [],
): Readonly<Record<string, unknown>> {
  const given = givenOf(form);
  const named = given.filter(({ field }) => field.argument !== true);
  const positions = given.filter(({ field }) => field.argument === true);
  return Object.fromEntries([
    ...named.map(({ name, option }) => [name, options[option]]),
    ...positions.map(({ name }, i) => [name, args[i]]),
  ]);
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function flagOf(option: string, { type }: Field): string {
  const flag = `--${kebab(option)}`;
  switch (type) {
    case 'flag':
      return flag;
    case 'day':
      return `${flag} <date>`;
    case 'oneOf':
      return `${flag} <${kebab(option)}>`;
    case 'someOf':
      return `${flag} <what>`;
    case 'count':
    case 'texts':
    case 'decimal':
    case 'hash':
    case 'text':
    case 'remark':
      return `${flag} <text>`;
    default:
      return type satisfies never;
  }
}

function helpOf(field: Field): string {
  if (field.type === 'oneOf') return `${field.help}: ${(field.offered ?? field.values).join(', ')}`;
  return field.type === 'someOf' ? `${field.help}: ${field.values.map(kebab).join(', ')}` : field.help;
}

type Reader = (text: string, before: unknown) => unknown;

/** Reads what was written; what cannot be so is refused by commander with the name of the option. */
function readerOf(field: Field): Reader {
  switch (field.type) {
    case 'day':
      return (text) => formatDay(dayOption(text));
    case 'oneOf':
      return oneOfReader(field);
    case 'someOf':
      return someOfReader(field);
    case 'decimal':
      return amountOption;
    case 'count':
      return numberOption(1, MOST);
    case 'texts':
      return (text, before) => [...((before as readonly string[] | undefined) ?? []), text];
    case 'flag':
      return () => true;
    case 'hash':
    case 'text':
    case 'remark':
      return (text) => text;
    default:
      return field satisfies never;
  }
}

/** Words of several parts are written with dashes between them. */
function someOfReader({ values }: SomeOfField): Reader {
  const words = wordsOption(values.map(kebab));
  return (text, before) => [
    ...((before as readonly string[] | undefined) ?? []),
    ...words(text).map((word) => values.find((value) => kebab(value) === word)),
  ];
}

/** What the rules keep to themselves is no slip of the pen: it is refused by its name. */
function oneOfReader({ values, offered = values, refused = {} }: OneOfField): (text: string) => string {
  return (text) => {
    const why = refused[text.toUpperCase().replaceAll(/[\s-]/g, '_')];
    if (why !== undefined) throw new InvalidArgumentError(why);
    return wordOption(offered)(text);
  };
}

/** The calls of a command that its help shows. */
export function examplesOf({ command }: MessageForm, path = ''): readonly string[] {
  const group = command?.group === undefined ? '' : `${command.group} `;
  const name = `${group}${command?.name ?? ''}`;
  return (command?.examples ?? []).map((example) => `dunwell ${path}${name} ${example}`);
}
