import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { WorkFailed } from './failures.ts';
import { DATABASE, noDatabaseIn } from './missing-database.ts';

/** What lies in a data folder. */
export function databaseFile(dataFolder: string): string {
  return join(dataFolder, DATABASE);
}

/** The file of the embedded server, beside it. */
export const SERVER_DATABASE = 'temporal.db';

/** What a command that runs or publishes on a data folder is told about it. */
export interface FolderOptions {
  readonly data: string;
  readonly create?: boolean;
}

/** The word that lets a command begin a data folder: without it a mistyped name is refused. */
export function withCreate(command: Command): Command {
  return command.option('--create', 'begin a new data folder when there is no database in it');
}

/**
 * The absolute path of a data folder that is in use already, or of a new one where that was asked for. An empty
 * folder in place of the one that was meant would look like a ledger in which nothing is due. Any of the files that
 * the command works on makes it one in use.
 */
export function requireDataFolder(
  { data, create = false }: FolderOptions,
  files: readonly string[] = [DATABASE],
): string {
  if (!create && !files.some((file) => existsSync(join(data, file)))) {
    throw new WorkFailed(
      `${noDatabaseIn(data)}: name another folder with --data, or begin a new one with --create.`,
    );
  }
  return prepareDataFolder(data);
}

/** Makes the data folder when needed and checks that it can be written; returns its absolute path. */
export function prepareDataFolder(folder: string): string {
  const path = resolve(folder);
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new WorkFailed(
      `The data folder ${path} cannot be written (${code}): name another one with --data.`,
      error,
    );
  }
  return path;
}
