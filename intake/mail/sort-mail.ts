import { createHash } from 'node:crypto';
import { channelSettingsOf } from '../../db/creditor/channel-settings.ts';
import { letterByReference, type NamedLetter } from '../../db/effects/by-reference.ts';
import type { Tx } from '../../db/tx.ts';
import { EmailWay } from '../../domain/channels/email.ts';
import { Channel } from '../../domain/effects/channels.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { outcomeOf } from '../../files/mail/outcome.ts';
import { MailKind, type MailRead } from '../../files/mail/report.ts';

/** What became of a letter, in the words of delivery feedback. */
const MailResult = {
  DELIVERED: 'delivered',
  BOUNCED: 'bounced',
  SOFT_BOUNCED: 'softBounced',
  COMPLAINT: 'complaint',
} as const;
type MailResult = (typeof MailResult)[keyof typeof MailResult];

/** No personal data: the key, what became of it, and the status code. */
interface MailFeedback {
  readonly externalId: string;
  readonly key: string;
  readonly result: MailResult;
  readonly channel: typeof Channel.EMAIL;
  readonly note?: string;
}

/** What a message of the mailbox tells: what became of a letter, or nothing that changes one. */
export type SortedMail =
  | {
      readonly letter: NamedLetter;
      readonly at: Instant | null;
      readonly feedback: MailFeedback;
    }
  | {
      readonly letter: NamedLetter | null;
      readonly says: string;
      /** A person should look at it. */
      readonly isForYou: boolean;
    };

/** Says what a message tells, and of which letter. */
export async function sortMail(tx: Tx, mail: MailRead): Promise<SortedMail> {
  if (mail.kind === 'unreadable') return { letter: null, says: mail.reason, isForYou: true };
  const letter = await letterOf(tx, mail.references);
  const nothing = (says: string, isForYou = false) => ({ letter, says, isForYou });
  if (mail.kind === MailKind.AUTOMATIC) return nothing('is an automatic answer');
  if (mail.kind === MailKind.OTHER) {
    return nothing('is no report of a mail server: a person may have written it', true);
  }
  if (letter === null) return nothing('is about an e-mail that these books do not know', true);
  if (mail.kind === MailKind.COMPLAINT) return told(letter, mail, MailResult.COMPLAINT, null);
  const outcome = outcomeOf(mail.recipients, await copiesOf(tx, letter.creditor));
  switch (outcome.kind) {
    case 'bounced': {
      const result = outcome.isHard ? MailResult.BOUNCED : MailResult.SOFT_BOUNCED;
      return told(letter, mail, result, outcome.status);
    }
    case 'delivered':
      return told(letter, mail, MailResult.DELIVERED, null);
    case 'delayed':
      return nothing('says that the letter is late, and still under way');
    case 'nothing':
      return nothing('is about others than the customer, such as the copy that the creditor gets');
    default:
      return outcome satisfies never;
  }
}

/** The same report again, in whatever file, is the same word. */
function told(
  letter: NamedLetter,
  { messageId, at }: { readonly messageId: string | null; readonly at: Instant | null },
  result: MailResult,
  note: string | null,
): SortedMail {
  const { key } = letter;
  const said = JSON.stringify([key, result, messageId ?? [at, note]]);
  const externalId = `mail/${createHash('sha256').update(said).digest('hex').slice(0, 32)}`;
  const feedback = { externalId, key, result, channel: Channel.EMAIL, ...(note === null ? {} : { note }) };
  return { letter, at, feedback };
}

async function letterOf(tx: Tx, references: readonly string[]): Promise<NamedLetter | null> {
  for (const reference of references) {
    const letter = await letterByReference(tx, reference);
    if (letter !== undefined) return letter;
  }
  return null;
}

/** Who gets copies of a creditor's e-mails. */
async function copiesOf(tx: Tx, creditor: string): Promise<readonly string[]> {
  const { email } = await channelSettingsOf(tx, creditor);
  return email?.kind === EmailWay.SMTP && email.bcc !== undefined ? [email.bcc.toLowerCase()] : [];
}
