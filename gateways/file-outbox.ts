import { join } from 'node:path';
import { createCollectorFileOutbox } from './collectors/file-outbox.ts';
import type { Gateways } from './gateways.ts';
import { createLetterFileOutbox } from './letters/file-outbox.ts';
import { createMailFileOutbox } from './mail/file-outbox.ts';
import { createNotificationFileOutbox } from './notifications/file-outbox.ts';
import { makeOutboxFolder } from './outbox-file.ts';

/**
 * Gateways that leave everything as files, in mail/, letters/, collector/ and operator/ of the folder.
 *
 * The folders are made here and never again: one that goes missing later (a share that is not mounted) is a
 * temporary failure, not a place for letters nobody collects.
 */
export function createFileOutbox(options: {
  readonly folder: string;
  /** The sender's address of all e-mails; without it nobody can answer them. */
  readonly from?: string;
}): Gateways {
  const { folder, from } = options;
  const [mail, letters, collector, operator] = ['mail', 'letters', 'collector', 'operator'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  const gateways: Gateways = {
    email: createMailFileOutbox({ folder: mail, ...(from === undefined ? {} : { from }) }),
    letter: createLetterFileOutbox({ folder: letters }),
    collector: createCollectorFileOutbox({ folder: collector }),
    operator: createNotificationFileOutbox({ folder: operator }),
  };
  for (const made of [mail, letters, collector, operator]) makeOutboxFolder(made);
  return gateways;
}
