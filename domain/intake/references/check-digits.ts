/** Says whether the check digits of a text, digits and capital letters only, are right. */
export type Check = (text: string) => boolean;

const digits = (text: string): number[] => [...text].map(Number);
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** The digits, each times its weight; weights run from the right and begin anew when they are used up. */
function weighted(text: string, weights: readonly number[]): readonly number[] {
  return digits(text)
    .reverse()
    .map((digit, i) => digit * (weights[i % weights.length] ?? 0));
}

/** Modulus 10 with weights 2 and 1, cross sums of the products (Luhn); the last digit is the check digit. */
export const luhn: Check = (text) => {
  const products = weighted(text, [1, 2]);
  return sumOf(products.map((product) => (product > 9 ? product - 9 : product))) % 10 === 0;
};

/** Modulus 10 with weights 7, 3, 1 from the right; the last digit is the check digit. */
export const mod10Weights731: Check = (text) =>
  (sumOf(weighted(text.slice(0, -1), [7, 3, 1])) + Number(text.at(-1))) % 10 === 0;

/** Modulus 11 with weights 2 to 7; the last digit is the check digit, a dash where it would be ten. */
export const mod11Weights2to7: Check = (text) => {
  const rest = (11 - (sumOf(weighted(text.slice(0, -1), [2, 3, 4, 5, 6, 7])) % 11)) % 11;
  return (rest === 10 ? '-' : String(rest)) === text.at(-1);
};

/** Modulus 11 with the Dutch weights; the first digit is the check digit, ten is written as one. */
export const mod11Dutch: Check = (text) => {
  const rest = (11 - (sumOf(weighted(text.slice(1), [2, 4, 8, 5, 10, 9, 7, 3, 6, 1])) % 11)) % 11;
  return (rest === 10 ? '1' : String(rest)) === text[0];
};

/** Modulus 97 of the first ten digits, 97 for none left over; the last two are the check digits. */
export const mod97OfTen: Check = (text) => (Number(text.slice(0, 10)) % 97 || 97) === Number(text.slice(10));

const CARRIES = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];

/** Modulus 10, recursive; the last digit is the check digit. */
export const mod10Recursive: Check = (text) => {
  const carry = digits(text.slice(0, -1)).reduce((sum, digit) => CARRIES[(sum + digit) % 10] ?? 0, 0);
  return (10 - carry) % 10 === Number(text.at(-1));
};

/** ISO 7064 modulus 97-10 with the first four characters moved to the end, letters read as 10 to 35. */
export const mod97Moved: Check = (text) => {
  let rest = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
};
