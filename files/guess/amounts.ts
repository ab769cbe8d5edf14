import { type NumberFormat, readNumber } from '../numbers.ts';

/** What a column of amounts looks like. */
export interface AmountGuess {
  readonly decimalSign: '.' | ',';
  readonly thousands?: '.' | ',' | ' ' | "'";
  readonly units: readonly string[];
  readonly strange: readonly string[];
}

type Signs = Pick<AmountGuess, 'decimalSign' | 'thousands'>;

/** Fewer signs first: a separator that never stands is not named. */
const SIGNS: readonly Signs[] = [
  { decimalSign: '.' },
  { decimalSign: ',' },
  { decimalSign: ',', thousands: '.' },
  { decimalSign: ',', thousands: ' ' },
  { decimalSign: '.', thousands: ',' },
  { decimalSign: '.', thousands: "'" },
  { decimalSign: '.', thousands: ' ' },
  { decimalSign: ',', thousands: "'" },
];
const UNIT = /\p{Sc}|\p{L}[\p{L}.]*/gu;
const MOST_UNITS = 4;
/** A column may have a total or a heading among its amounts. */
const ENOUGH = 0.7;

/** The format that reads the values of a column; undefined when they are no amounts. */
export function guessAmounts(values: readonly string[]): AmountGuess | undefined {
  const written = values.filter((value) => value !== '');
  if (written.length === 0) return undefined;
  const units = [...new Set(written.flatMap((text) => text.match(UNIT) ?? []))];
  if (units.length > MOST_UNITS) return undefined;
  const found = SIGNS.map((signs) => ({
    signs,
    read: written.map((text) => read(text, { ...signs, units })),
  }));
  const most = Math.max(...found.map(({ read: all }) => all.filter((one) => one !== undefined).length));
  if (most < written.length * ENOUGH) return undefined;
  const best = found.find(({ read: all }) => all.filter((one) => one !== undefined).length === most);
  if (best === undefined) return undefined;
  return { ...best.signs, units, strange: written.filter((_, i) => best.read[i] === undefined) };
}

/** The amount, written one way; undefined also for more than two decimals, which amounts of money seldom have. */
function read(text: string, format: NumberFormat): string | undefined {
  const plain = readNumber(text, format)?.plain;
  if (plain === undefined) return undefined;
  const [whole = '', fraction = ''] = plain.split('.');
  return fraction.length > 2 ? undefined : `${whole}.${fraction.padEnd(2, '0')}`;
}

/** True for what takes back, however its minus is written. */
export function isNegative(text: string, guess: AmountGuess): boolean {
  const plain = read(text, guess);
  return plain !== undefined && /^-.*[1-9]/.test(plain);
}
