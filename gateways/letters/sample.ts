import type { InstalmentLine, InvoiceLine, LetterFacts } from '../../contracts/letters.ts';
import type { LetterDuty } from '../../domain/letters/duty.ts';
import { LetterNumber } from '../../domain/letters/placeholders.ts';
import { LetterText } from '../../domain/letters/text.ts';
import type { LetterAbout } from './compose.ts';

/** Thursday 2026-01-01. */
const NEW_YEAR = 20_454;
const [JANUARY, FEBRUARY, MARCH] = [NEW_YEAR + 4, NEW_YEAR + 34, NEW_YEAR + 60];

const INSTALMENTS: readonly InstalmentLine[] = [
  { dueOn: MARCH + 31, amount: 64_123 },
  { dueOn: MARCH + 61, amount: 64_139 },
];

/** A letter to nobody, in which everything that a letter may have is there: for looking at texts before they go out. */
export function sampleFacts(
  facts: Pick<LetterFacts, 'creditor' | 'language' | 'ownTexts'> & { readonly currency: string },
  number: LetterNumber,
): LetterFacts {
  const { currency, ...rest } = facts;
  const lines = [1, 2, 3].map((nth) => sampleInvoice(nth, currency));
  const [invoice] = lines as [InvoiceLine];
  const isOne = number === LetterNumber.ONE;
  const sum = (of: (line: InvoiceLine) => number) =>
    lines.slice(0, isOne ? 1 : lines.length).reduce((all, line) => all + of(line), 0);
  const { open: _, payBy: __, ...plain } = invoice;
  return {
    ...rest,
    recipient: {
      reference: 'C-100',
      name: 'Alexandra van den Berg-Oosterhout',
      email: 'a.example@example.org',
      street: 'Example Street 1',
      postcode: '1000',
      city: 'Example',
      country: null,
      representative: null,
    },
    invoice: plain,
    ...(isOne ? {} : { lines }),
    open: {
      principal: sum(({ open }) => open.principal),
      fees: sum(({ open }) => open.fees),
      interest: sum(({ open }) => open.interest),
      costs: sum(({ open }) => open.costs),
      total: sum(({ open }) => open.total),
    },
    on: MARCH,
  };
}

function sampleInvoice(nth: number, currency: string): InvoiceLine {
  return {
    number: `2026/00${nth}`,
    reference: `RF18 5390 0754 703${nth}`,
    issuedOn: JANUARY,
    dueOn: FEBRUARY,
    amount: 125_000 + nth,
    currency,
    open: { principal: 123_450 + nth, fees: 500, interest: 312, costs: 4_000, total: 128_262 + nth },
    payBy: MARCH + 14,
  };
}

/** What a letter of that text is about. */
export function sampleAbout(text: LetterText, level: string | null, duty: LetterDuty | null): LetterAbout {
  return {
    text,
    account: 'NL02ABNA0123456789',
    ...(level === null ? {} : { level }),
    ...(duty === null ? {} : { duty: { duty, costsToCome: 4_250 } }),
    ...particularsOf(text),
  };
}

function particularsOf(text: LetterText): Partial<LetterAbout> {
  const [instalment] = INSTALMENTS as [InstalmentLine];
  switch (text) {
    case LetterText.NOTICE:
    case LetterText.FINAL_NOTICE:
      return { payBy: MARCH + 14 };
    case LetterText.PLAN_AGREED:
      return { instalments: INSTALMENTS, instalment };
    case LetterText.PLAN_INSTALMENT:
    case LetterText.PLAN_BROKEN:
      return { instalment };
    case LetterText.CORRECTION:
      return { correctedOn: MARCH - 7 };
    case LetterText.COURTESY:
    case LetterText.FIRST_REMINDER:
    case LetterText.SECOND_REMINDER:
    case LetterText.LATER_REMINDER:
    case LetterText.FINAL_REMINDER:
    case LetterText.PLAN_KEPT:
      return {};
    default:
      return text satisfies never;
  }
}
