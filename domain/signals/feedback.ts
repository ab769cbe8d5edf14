/** What a municipality says about a signal. */
export const FeedbackKind = {
  /** The signal was taken in. */
  ACKNOWLEDGED: 'acknowledged',
  /** It was refused, with a code: it does not count as a report. */
  REJECTED: 'rejected',
  /** The customer accepts help: paused for reminders. */
  HELP_ACCEPTED: 'help accepted',
  /** The help has ended: goes on. */
  HELP_ENDED: 'help ended',
  /** The customer has died: fully paused, with a note. */
  DECEASED: 'deceased',
  /** Nobody of that name lives there. */
  WRONG_ADDRESS: 'wrong address',
  /** The municipality heard that the arrears were paid: no booking, the ledger decides. */
  PAID: 'paid',
  /** The customer refuses to be reported: opted out. */
  OPTED_OUT: 'opted out',
  /** The signal was taken off at the municipality. */
  REMOVED: 'removed',
  /** A status or a result of the municipalities' model, kept with the signal. */
  STATUS: 'status',
} as const;
export type FeedbackKind = (typeof FeedbackKind)[keyof typeof FeedbackKind];

/** Statuses of a signal in the municipalities' model (GGM, Vroegsignalering), in its own words. */
export const GGM_STATUS = {
  NOG_NIET_OPGEPAKT: 'Nog niet opgepakt',
  OPGEPAKT: 'Opgepakt',
  NIET_OPGEPAKT: 'Niet opgepakt',
  HERHAALDE_MELDING: 'Herhaalde melding',
  ONTERECHT_SIGNAAL: 'Onterecht signaal',
  OVERLEDEN: 'Overleden',
  WOONT_NIET_IN_GEMEENTE: 'Woont niet in gemeente',
  WOONT_OP_ANDER_ADRES: 'Woont op een ander adres binnen gemeente',
} as const;
export type GgmStatus = keyof typeof GGM_STATUS;

/** Results in the same model, as far as they are known; other codes are kept as they came. */
export const GGM_RESULT = {
  BETAALD_VOOR_OPPAKKEN: 'Betaald voor oppakken',
  BETAALD_NA_OPPAKKEN: 'Betaald na oppakken',
  REGELING_VOOR_OPPAKKEN: 'Betalingsregeling getroffen voor oppakken',
  REGELING_NA_OPPAKKEN: 'Betalingsregeling getroffen na oppakken',
  WIL_GEEN_HULP: 'Wil geen hulp',
  GEEN_CONTACT: 'Geen contact',
  AL_BEKEND: 'Al bekend bij schuldhulpverlening',
  VERWIJZING_FINANCIEEL: 'Verwijzing financieel',
  VERWIJZING_NIET_FINANCIEEL: 'Verwijzing niet-financieel',
} as const;
export type GgmResult = keyof typeof GGM_RESULT;

/** What a code of the model means for the customer, beside being kept. */
const MEANS: Readonly<Record<string, FeedbackKind>> = {
  OVERLEDEN: FeedbackKind.DECEASED,
  WOONT_NIET_IN_GEMEENTE: FeedbackKind.WRONG_ADDRESS,
  WOONT_OP_ANDER_ADRES: FeedbackKind.WRONG_ADDRESS,
  ONTERECHT_SIGNAAL: FeedbackKind.REJECTED,
  AL_BEKEND: FeedbackKind.HELP_ACCEPTED,
  BETAALD_VOOR_OPPAKKEN: FeedbackKind.PAID,
  BETAALD_NA_OPPAKKEN: FeedbackKind.PAID,
};

/** The kind that a status or result code stands for; `status` when it changes nothing but itself. */
export function kindOfCode(code: string): FeedbackKind {
  return MEANS[code] ?? FeedbackKind.STATUS;
}
