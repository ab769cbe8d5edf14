/** A part of a whole in parts per million: 10.15 % is 101 500. Integers only: no float ever touches money. */
export type Rate = number;

const PPM = 1_000_000n;
/** One percent. */
export const PERCENT: Rate = 10_000;
const WRITTEN = /^(\d{1,3})(?:\.(\d{1,4}))?$/;

export type ParsedRate =
  | { readonly ok: true; readonly rate: Rate }
  | { readonly ok: false; readonly reason: string };

/** Reads a percentage such as `10.15`, without its sign and without ever rounding: four decimals at most. */
export function parseRate(text: string): ParsedRate {
  const match = WRITTEN.exec(text);
  if (match !== null) {
    const [, whole = '', fraction = ''] = match;
    return { ok: true, rate: Number(whole + fraction.padEnd(4, '0')) };
  }
  const right = 'write percent per year or of the amount, such as 8.15';
  if (/^-/.test(text)) return { ok: false, reason: `must not be negative; ${right}` };
  if (/%/.test(text)) return { ok: false, reason: `has a percent sign; ${right}` };
  if (/,/.test(text)) return { ok: false, reason: `has a decimal comma; ${right}` };
  if (/^\d+\.\d{5,}$/.test(text)) return { ok: false, reason: `has more than four decimals; ${right}` };
  return { ok: false, reason: `is no percentage from 0 to 999; ${right}` };
}

/** Writes a rate as `10.15 %`: two decimals, more where it has more. */
export function formatRate(rate: Rate): string {
  const digits = String(rate).padStart(5, '0');
  const fraction = digits.slice(-4).replace(/0{1,2}$/, '');
  return `${digits.slice(0, -4)}.${fraction} %`;
}

/** That part of an amount in minor units, half a unit rounded up. */
export function partOf(amount: number, rate: Rate): number {
  return roundHalfUp(BigInt(amount) * BigInt(rate), PPM);
}

/** What an amount earns in that many days of a year of 365, half a minor unit rounded up. */
export function interestOf(amount: number, rate: Rate, days: number): number {
  return roundHalfUp(BigInt(amount) * BigInt(rate) * BigInt(days), PPM * 365n);
}

/** A fraction that is not negative as the nearest integer, a half going up. */
function roundHalfUp(numerator: bigint, denominator: bigint): number {
  return Number((2n * numerator + denominator) / (2n * denominator));
}
