import type { LevelContent } from '../../contracts/effects.ts';
import { isMailAddress } from '../../domain/channels/mail-address.ts';
import { createFileGateway } from '../file-gateway.ts';
import type { Gateway } from '../port.ts';
import { composeMail } from './compose.ts';

/** Leaves each e-mail as an `.eml` file in the folder. */
export function createMailFileOutbox(options: {
  readonly folder: string;
  /** The sender's address, such as `billing@acme.example`. */
  readonly from?: string;
}): Gateway<LevelContent> {
  const { folder, from } = options;
  if (from !== undefined && !isMailAddress(from)) {
    throw new RangeError(
      `${JSON.stringify(from)} is no sender's address; write one like billing@acme.example`,
    );
  }
  return createFileGateway<LevelContent>(folder, {
    name: 'mail outbox',
    takes: 'level',
    extension: '.eml',
    type: 'message/rfc822',
    write: (delivery) => composeMail(delivery, from === undefined ? undefined : { from }),
  });
}
