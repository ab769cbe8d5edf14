import type { Command } from 'commander';
import type { Columns } from '../../read/kit/columns.ts';
import type { QueryField, QueryFields } from '../../read/kit/query.ts';
import { amountOption, dayOption, wordOption, wordsOption } from './options.ts';

/** Adds an option for each field of a question. */
export function withQuery(command: Command, fields: QueryFields): Command {
  for (const [name, field] of Object.entries(fields)) addOption(command, optionName(name), field);
  return command;
}

function addOption(command: Command, option: string, field: QueryField): Command {
  switch (field.kind) {
    case 'flag':
      return command.option(option, field.about);
    case 'text':
      return command.option(`${option} <${field.called}>`, field.about);
    case 'day':
      return command.option(`${option} <${field.called}>`, field.about, dayOption);
    case 'amount':
      return command.option(`${option} <${field.called}>`, field.about, amountOption);
    case 'word':
      return command.option(`${option} <${field.called}>`, field.about, wordOption(field.of));
    case 'words':
      return command.option(`${option} <${field.called}>`, field.about, wordsOption(field.of));
    default:
      return field satisfies never;
  }
}

/** The option that stands for a field: `--next-before` for `nextBefore`. */
export function optionName(field: string): string {
  return `--${field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Adds the option that chooses columns, and to the help what there is to choose. */
export function withColumns<Row>(command: Command, columns: Columns<Row>): Command {
  const names = Object.entries(columns);
  const width = Math.max(...names.map(([name]) => name.length)) + 2;
  const lines = names.map(([name, { about }]) => `  ${name.padEnd(width)}${about}`);
  return command
    .option('--columns <names>', 'which columns, separated by commas')
    .addHelpText('after', `\nColumns:\n${lines.join('\n')}`);
}
