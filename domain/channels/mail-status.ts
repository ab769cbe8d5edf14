/** What a mail server's answer means for an e-mail. */
export const Verdict = {
  /** This address takes none: for good, another channel is tried. */
  ADDRESS: 'address',
  /** The server takes no such message, whatever the address: for good. */
  MESSAGE: 'message',
  /** The server asks for patience: busy, full, greylisting. */
  LATER: 'later',
  /** Nothing is wrong with the letter: the settings or the server are to be mended first. */
  SERVER: 'server',
} as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

/**
 * Permanent answers by the code of RFC 3463 (subject and detail), with the registry that RFC 5248 opened. Codes that
 * stand here mean the same at every stage after the sender was taken; a subject alone counts for the details that do
 * not stand here. Those marked M are what Exchange Online means by them (Microsoft, "Email non-delivery reports").
 */
const BY_ENHANCED: Readonly<Record<string, Verdict>> = {
  // RFC 3463, 3.2: the address. 1.7 and 1.8 are the sender's.
  1: Verdict.ADDRESS,
  '1.7': Verdict.SERVER,
  '1.8': Verdict.SERVER,
  // 1.10: the domain takes no mail at all (RFC 7505).
  '1.10': Verdict.ADDRESS,
  // RFC 3463, 3.3: the mailbox; one that is full for good will not be read either.
  2: Verdict.ADDRESS,
  '2.3': Verdict.MESSAGE,
  // RFC 3463, 3.4: the system; 3.1 full, 3.2 closed at present.
  3: Verdict.SERVER,
  '3.3': Verdict.MESSAGE,
  '3.4': Verdict.MESSAGE,
  // RFC 3463, 3.5: the way there. 4.1 is M: no such recipient; 4.4: no server for the domain.
  4: Verdict.SERVER,
  '4.1': Verdict.ADDRESS,
  '4.4': Verdict.ADDRESS,
  // RFC 3463, 3.6: commands.
  5: Verdict.SERVER,
  // RFC 3463, 3.7: the content; 6.7 (RFC 6531): the address has letters that cannot be carried.
  6: Verdict.MESSAGE,
  '6.7': Verdict.ADDRESS,
  // RFC 3463, 3.8: policy of the server as a whole, but for a mailbox that is closed (RFC 5248), that somebody else has
  // now (RFC 7293), or that takes mail from few (M).
  7: Verdict.SERVER,
  '7.13': Verdict.ADDRESS,
  '7.17': Verdict.ADDRESS,
  '7.18': Verdict.ADDRESS,
  '7.124': Verdict.ADDRESS,
  '7.133': Verdict.ADDRESS,
};

/** What a permanent status means; undefined where it says nothing, as `0.0` does. */
export function verdictOfStatus(enhanced: string | undefined): Verdict | undefined {
  if (enhanced === undefined) return undefined;
  return BY_ENHANCED[enhanced] ?? BY_ENHANCED[enhanced.split('.')[0] ?? ''];
}

/** Full now, and perhaps emptied tomorrow: the address itself may well be right. */
const MAILBOX_FULL = '2.2';

/** True where the address takes no mail for good: another one is needed. */
export function isHardStatus(enhanced: string | undefined): boolean {
  return enhanced !== MAILBOX_FULL && verdictOfStatus(enhanced) === Verdict.ADDRESS;
}
