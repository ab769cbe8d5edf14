import { join } from 'node:path';
import { type Collectors, createCollectors } from './collectors/collectors.ts';
import type { SameForAll } from './gateways.ts';
import { createLetterFileOutbox } from './letters/file-outbox.ts';
import { createMailFileOutbox } from './mail/file-outbox.ts';
import { createNotificationFileOutbox } from './notifications/file-outbox.ts';
import { makeOutboxFolder } from './outbox-file.ts';
import { NO_WEBHOOK } from './webhook/none.ts';

/**
 * Gateways that leave everything as files, in mail/, letters/ and operator/ of the folder. Orders to collectors go
 * where their configurations say, which may be over HTTPS.
 *
 * The folders are made here and never again: one that goes missing later (a share that is not mounted) is a
 * temporary failure, not a place for letters nobody collects.
 */
export function createFileOutbox(options: {
  readonly folder: string;
  /** The sender's address of all e-mails; without it nobody can answer them. */
  readonly from?: string;
  /** Where collectors' secrets of the form `env:NAME` are found; the process's own when not given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}): SameForAll & { readonly collector: Collectors } {
  const { folder, from, environment = process.env } = options;
  const [mail, letters, operator] = ['mail', 'letters', 'operator'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const gateways = {
    email: createMailFileOutbox({ folder: mail, ...(from === undefined ? {} : { from }) }),
    letter: createLetterFileOutbox({ folder: letters }),
    webhook: NO_WEBHOOK,
    collector: createCollectors({ folder, environment }),
    operator: createNotificationFileOutbox({ folder: operator }),
  };
  for (const made of [mail, letters, operator]) makeOutboxFolder(made);
  return gateways;
}
