/** How amounts are written in a file. */
export interface NumberFormat {
  readonly decimalSign: '.' | ',';
  readonly thousands?: '.' | ',' | ' ' | "'" | undefined;
}

/** Amounts as all files have them unless a mapping says otherwise. */
export const PLAIN_NUMBERS: NumberFormat = { decimalSign: '.' };

/** The signs that stand for a separator: programs write several kinds of space and apostrophe for one. */
const SPELLINGS: Readonly<Record<NonNullable<NumberFormat['thousands']>, string>> = {
  '.': '\\.',
  ',': ',',
  ' ': '[ \\u00a0\\u2009\\u202f]',
  "'": "['’]",
};

const shapes = new Map<string, { readonly whole: RegExp; readonly separator: RegExp }>();

/**
 * Rewrites an amount with a decimal point and no thousands separators; undefined when it is not in the format.
 *
 * A separator must stand before each three digits: `1.25` in a file with points between thousands is a mistake, not
 * one hundred and twenty-five.
 */
export function plainNumber(text: string, format: NumberFormat): string | undefined {
  const { thousands, decimalSign } = format;
  if (thousands === undefined && decimalSign === '.') return text;
  const { whole, separator } = shapeOf(format);
  const match = whole.exec(text);
  if (match === null) return undefined;
  const [, minus = '', digits = '', fraction] = match;
  const point = fraction === undefined ? '' : `.${fraction}`;
  return `${minus}${thousands === undefined ? digits : digits.replace(separator, '')}${point}`;
}

function shapeOf({ decimalSign, thousands }: NumberFormat) {
  const key = `${decimalSign}${thousands ?? ''}`;
  const known = shapes.get(key);
  if (known) return known;
  const sign = decimalSign === '.' ? '\\.' : ',';
  const group = thousands === undefined ? '' : `|\\d{1,3}(?:${SPELLINGS[thousands]}\\d{3})+`;
  const shape = {
    whole: new RegExp(`^(-?)(\\d+${group})(?:${sign}(\\d+))?$`),
    separator: new RegExp(thousands === undefined ? '(?!)' : SPELLINGS[thousands], 'g'),
  };
  shapes.set(key, shape);
  return shape;
}
