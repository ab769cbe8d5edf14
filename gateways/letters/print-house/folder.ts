import { isAbsolute, join } from 'node:path';
import type { PrintHouseSettings } from '../../../domain/channels/letter.ts';
import { misconfigured } from '../../collectors/failure.ts';
import { makeOutboxFolder } from '../../outbox-file.ts';

/** Where the batches of all creditors with these settings lie. */
export function printFolder(outbox: string, { folder }: Pick<PrintHouseSettings, 'folder'>): string {
  return isAbsolute(folder) ? folder : join(outbox, folder);
}

const made = new Set<string>();

/**
 * Makes it, once, where it is not somebody's share: a folder with a full path must be there. One that goes missing
 * later is a temporary failure, not a place for letters that nobody prints.
 */
export function makePrintFolder(outbox: string, settings: Pick<PrintHouseSettings, 'folder'>): string {
  const folder = printFolder(outbox, settings);
  if (isAbsolute(settings.folder) || made.has(folder)) return folder;
  try {
    makeOutboxFolder(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw misconfigured(`The folder ${folder} for the print house cannot be made (${code}).`, error);
  }
  made.add(folder);
  return folder;
}
