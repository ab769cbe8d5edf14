/** How amounts are written in a file. */
export interface NumberFormat {
  readonly decimalSign: '.' | ',';
  readonly thousands?: '.' | ',' | ' ' | "'" | undefined;
  /** Currency signs and units that may stand before or after the digits, such as € or kr. */
  readonly units?: readonly string[] | undefined;
  /** As Dunwell's own files are written: a decimal point, a minus in front, nothing else. */
  readonly isPlain?: boolean | undefined;
}

/** Amounts as all files have them unless a mapping says otherwise. */
export const PLAIN_NUMBERS: NumberFormat = { decimalSign: '.', isPlain: true };

/** An amount with a decimal point and no separators, and the unit that it was written with. */
export interface WrittenNumber {
  readonly plain: string;
  readonly unit?: string;
}

/** The signs that stand for a separator: programs write several kinds of space and apostrophe for one. */
const SPELLINGS: Readonly<Record<NonNullable<NumberFormat['thousands']>, string>> = {
  '.': '\\.',
  ',': ',',
  ' ': '[ \\u00a0\\u2009\\u202f]',
  "'": "['’]",
};
const MINUS = /^[-−–]\s*|\s*[-−–]$/;
const IN_PARENTHESES = /^\((.*)\)$/;

const shapes = new Map<string, { readonly whole: RegExp; readonly separator: RegExp }>();

/**
 * Rewrites an amount; undefined when it is not in the format.
 *
 * A separator must stand before each three digits: `1.25` in a file with points between thousands is a mistake, not
 * one hundred and twenty-five. A minus may stand before or after the digits and their unit, or the whole in
 * parentheses, as bookkeepers write it: each of these has one meaning only.
 */
export function readNumber(text: string, format: NumberFormat): WrittenNumber | undefined {
  if (format.isPlain === true) return { plain: text };
  const { thousands, units = [] } = format;
  const { digits: signed, unit, minuses } = stripped(text, units);
  const { whole, separator } = shapeOf(format);
  const match = whole.exec(signed);
  if (match === null || minuses > 1) return undefined;
  const [, digits = '', fraction] = match;
  const point = fraction === undefined ? '' : `.${fraction}`;
  const plain = `${minuses === 1 ? '-' : ''}${thousands === undefined ? digits : digits.replace(separator, '')}${point}`;
  return unit === undefined ? { plain } : { plain, unit };
}

/** Takes unit, minus and parentheses off, in whichever order they stand. */
function stripped(text: string, units: readonly string[]) {
  let digits = text.trim();
  let minuses = 0;
  let unit: string | undefined;
  for (let before = ''; before !== digits; ) {
    before = digits;
    const inside = IN_PARENTHESES.exec(digits)?.[1]?.trim() ?? digits.replace(MINUS, '');
    if (inside !== digits) minuses += 1;
    const found = unit === undefined ? unitOf(inside, units) : undefined;
    unit ??= found?.unit;
    digits = found?.rest ?? inside;
  }
  // A plus says what no sign says as well.
  if (minuses === 0) digits = digits.replace(/^\+\s*/, '');
  return { digits, unit, minuses };
}

function unitOf(text: string, units: readonly string[]): { unit: string; rest: string } | undefined {
  const lower = text.toLowerCase();
  for (const unit of units) {
    const wanted = unit.toLowerCase();
    if (lower.startsWith(wanted)) return { unit, rest: text.slice(unit.length).trim() };
    if (lower.endsWith(wanted)) return { unit, rest: text.slice(0, -unit.length).trim() };
  }
  return undefined;
}

function shapeOf({ decimalSign, thousands }: NumberFormat) {
  const key = `${decimalSign}${thousands ?? ''}`;
  const known = shapes.get(key);
  if (known) return known;
  const sign = decimalSign === '.' ? '\\.' : ',';
  const group = thousands === undefined ? '' : `|\\d{1,3}(?:${SPELLINGS[thousands]}\\d{3})+`;
  const shape = {
    whole: new RegExp(`^(\\d+${group})(?:${sign}(\\d+))?$`),
    separator: new RegExp(thousands === undefined ? '(?!)' : SPELLINGS[thousands], 'g'),
  };
  shapes.set(key, shape);
  return shape;
}

/** Whose sign or unit it is; a unit that is not here fits any currency. */
const CURRENCIES_OF: Readonly<Record<string, readonly string[]>> = {
  '€': ['EUR'],
  '£': ['GBP'],
  'fr.': ['CHF'],
  'sfr.': ['CHF'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
  'kr.': ['SEK', 'NOK', 'DKK', 'ISK'],
  zł: ['PLN'],
  kč: ['CZK'],
  '¥': ['JPY', 'CNY'],
};

/** False when the unit stands for another currency than that of the row. */
export function fitsCurrency(unit: string, currency: string): boolean {
  if (/^[A-Z]{3}$/.test(unit)) return unit === currency;
  const name = unit.toLowerCase();
  return !Object.hasOwn(CURRENCIES_OF, name) || (CURRENCIES_OF[name] ?? []).includes(currency);
}
