/** Where the address stands on a letter, so that it shows in the window of the envelope. */
export const LetterWindow = {
  /** DIN 5008 with the short head. */
  DIN_5008_A: 'din-5008-a',
  DIN_5008_B: 'din-5008-b',
  SWISS_LEFT: 'swiss-left',
  SWISS_RIGHT: 'swiss-right',
  NORDIC: 'nordic',
} as const;
export type LetterWindow = (typeof LetterWindow)[keyof typeof LetterWindow];

const BY_COUNTRY: Readonly<Record<string, LetterWindow>> = {
  CH: LetterWindow.SWISS_RIGHT,
  LI: LetterWindow.SWISS_RIGHT,
  FR: LetterWindow.SWISS_RIGHT,
  SE: LetterWindow.NORDIC,
  NO: LetterWindow.NORDIC,
  DK: LetterWindow.NORDIC,
  FI: LetterWindow.NORDIC,
  IS: LetterWindow.NORDIC,
};

/** The window that envelopes of a creditor's country usually have; the country may name its region: `DE-BY`. */
export function usualWindow(country: string): LetterWindow {
  return BY_COUNTRY[country.split('-')[0] ?? country] ?? LetterWindow.DIN_5008_B;
}
