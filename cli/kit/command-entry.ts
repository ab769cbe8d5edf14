import type { Command } from 'commander';
import type { MessageForm } from '../../domain/kernel/message.ts';

/** A file that makes one command, with options, help and action. */
export interface CommandModule {
  build(): Command;
}

/** A file that makes a command of commands, such as `dunwell case show`. */
export interface GroupModule {
  readonly group: {
    readonly about: string;
    readonly commands: readonly CommandEntry[];
    readonly examples: readonly string[];
    /** The command that is meant when none is named. */
    readonly bare?: string;
  };
}

export interface CommandEntry {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Loads the file only when the command is called, so that none waits for what it does not use. */
  load(): Promise<CommandModule | GroupModule>;
}

export const entry = (name: string, summary: string, load: CommandEntry['load']): CommandEntry => ({
  name,
  summary,
  load,
});

/** One entry for each message that has a command, of those that belong to a command of commands or to none. */
export function entriesOf<Kind extends string>(
  forms: readonly MessageForm<Kind>[],
  load: (kind: Kind) => Promise<CommandModule>,
  group?: string,
): readonly CommandEntry[] {
  return forms.flatMap(({ kind, command }) =>
    command === undefined || command.group !== group
      ? []
      : [entry(command.name, command.brief, () => load(kind))],
  );
}
