import type { LevelKind } from '../invoice/policy.ts';

/** A level as the law looks at it. */
export interface LevelTerms {
  readonly kind: LevelKind;
  /** Days since the delivery of the level before; 0 for the first. */
  readonly gap: number;
  /** Of the notice. */
  readonly paymentDays: number | null;
  /** True where consumers are charged a fee with it. */
  readonly hasFee: boolean;
}

/** A policy as the law looks at it: when it writes to consumers, and whether that costs them anything. */
export interface PathTerms {
  /** The creditor's, with or without its region. */
  readonly country: string;
  readonly levels: readonly LevelTerms[];
  /** Days that a letter counts as under way. */
  readonly postalDays: number;
  /** The most days from sending a first reminder on paper to the last of its term, where the law gives it one. */
  readonly longestReminderTerm: number;
}

/** What of a policy the law does not allow. */
interface Breach {
  /** Place of the level, from 0, and its key in the creditor file. */
  readonly level: number;
  readonly key: 'minDaysSincePrevious' | 'paymentDays';
  /** What is wrong, what would be right, and by which law. */
  readonly reason: string;
}

interface CountryLaw {
  readonly breaches: (path: PathTerms) => readonly Breach[];
  /** What of its law is looked at, as people read it. */
  readonly covers: string;
}

const NONE = () => [];

/** By country. What was not found in public stands in none of them, and is the creditor's own to check. */
const LAWS: Readonly<Record<string, CountryLaw>> = {
  NL: {
    breaches: NONE,
    covers: 'the fourteen days before a consumer owes collection costs, and that the notice names them',
  },
  BE: {
    breaches: termBeforeFee,
    covers: 'the free first reminder to a consumer and its fourteen days',
  },
  NO: {
    breaches: noticeLeavesFourteenDays,
    covers: 'the fourteen days of the inkassovarsel, and from when and how often a fee is charged',
  },
  FI: {
    breaches: NONE,
    covers: 'from when a consumer is charged for a reminder, and the days between two',
  },
  DK: { breaches: NONE, covers: 'how often a fee is charged for a rykker, and the days between two' },
  SE: { breaches: NONE, covers: 'that the notice is an inkassokrav; its time limit is yours to judge' },
};

/** What of the terms and gaps of a policy the law of the creditor's country does not allow towards consumers. */
export function breachesOf(path: PathTerms): readonly Breach[] {
  return lawOf(path.country)?.breaches(path) ?? [];
}

/** Whether the law of a country is looked at, and what of it, as people read it. */
export function coverageOf(country: string): { readonly isCovered: boolean; readonly says: string } {
  const code = country.slice(0, 2);
  const law = lawOf(country);
  return law === undefined
    ? {
        isCovered: false,
        says: `What the law of ${code} asks of letters, terms and gaps is not looked at: check it yourself.`,
      }
    : { isCovered: true, says: `Of the law of ${code} this is looked at: ${law.covers}.` };
}

function lawOf(country: string): CountryLaw | undefined {
  const code = country.slice(0, 2);
  return Object.hasOwn(LAWS, code) ? LAWS[code] : undefined;
}

/** BE: within the term of its free first reminder a consumer is charged for no other. */
function termBeforeFee({ levels, postalDays, longestReminderTerm }: PathTerms): readonly Breach[] {
  const first = levels.findIndex(({ hasFee }, i) => hasFee && i > 0);
  const level = levels[first];
  if (level === undefined) return [];
  const days = levels.slice(1, first + 1).reduce((sum, { gap }) => sum + gap, 0);
  // The day after the last of the term, by e-mail and on paper.
  const needed = Math.max(15, longestReminderTerm + 1 - postalDays);
  if (days >= needed) return [];
  const reason = `lets a fee be charged ${days} days after the first reminder, within the term that it leaves a consumer: fourteen days from the day after an e-mail or from the third working day after a letter; write ${level.gap + needed - days} or more (art. XIX.2 CEL)`;
  return [{ level: first, key: 'minDaysSincePrevious', reason }];
}

/** NO: the warning before collection leaves fourteen days, whether or not anything is charged. */
function noticeLeavesFourteenDays({ levels }: PathTerms): readonly Breach[] {
  return levels.flatMap(({ paymentDays }, level): readonly Breach[] => {
    if (paymentDays === null || paymentDays >= 14) return [];
    const reason =
      'leaves fewer days than the fourteen of an inkassovarsel; write 14 or more (inkassoloven § 9; opas.no)';
    return [{ level, key: 'paymentDays', reason }];
  });
}
