import type { LevelKind } from '../invoice/policy.ts';

/** A level as the law looks at it. */
export interface LevelTerms {
  readonly kind: LevelKind;
  readonly daysAfterDue: number;
  /** Days since the delivery of the level before; 0 for the first. */
  readonly gap: number;
  /** Of the notice. */
  readonly paymentDays: number | null;
  /** True where consumers are charged a fee with it. */
  readonly hasFee: boolean;
}

/** A policy as the law looks at it: what it asks of consumers. */
export interface PathTerms {
  /** The creditor's, with or without its region. */
  readonly country: string;
  readonly levels: readonly LevelTerms[];
  /** Days that a letter counts as under way. */
  readonly postalDays: number;
  /** True where consumers are charged collection costs after the notice. */
  readonly hasCosts: boolean;
  /** The most days from sending a letter on paper until its free term ends, where the law counts so. */
  readonly longestTermByPost: number;
}

/** What of a policy the law does not allow. */
export interface Breach {
  /** Place of the level, from 0, and its key in the creditor file. */
  readonly level: number;
  readonly key: 'daysAfterDue' | 'minDaysSincePrevious' | 'paymentDays' | 'fee';
  /** What is wrong, what would be right, and by which law. */
  readonly reason: string;
}

type Rule = (path: PathTerms) => readonly Breach[];

interface CountryLaw {
  readonly rules: readonly Rule[];
  /** What of its law is looked at, as people read it. */
  readonly covers: string;
}

const NL_ART = 'art. 6:96(6) BW; HR 25-11-2016, ECLI:NL:HR:2016:2704';
const BE_ART = 'Book XIX of the Code of Economic Law, in force for all contracts since 2023-12-01';
const NO_ART = 'inkassoloven § 9; opas.no';
const FI_ART = 'laki saatavien perinnästä; kkv.fi';
const DK_ART = 'renteloven § 9 a; danskelove.dk';

/** By country. What was not found in public stands in none of them, and is the creditor's own to check. */
const LAWS: Readonly<Record<string, CountryLaw>> = {
  NL: {
    rules: [fourteenDaysBeforeCosts],
    covers: 'the fourteen days before a consumer owes collection costs, and that the notice names them',
  },
  BE: {
    rules: [firstReminderFree, fourteenDaysBeforeFee],
    covers: 'the free first reminder to a consumer and its fourteen days',
  },
  NO: {
    rules: [noticeLeaves14Days, feeFrom14DaysAfterDue, atMost(2, NO_ART)],
    covers: 'the fourteen days of the inkassovarsel, and from when and how often a fee is charged',
  },
  FI: {
    rules: [feeFrom14DaysAfterDue, apart(14, FI_ART)],
    covers: 'from when a consumer is charged for a reminder, and fourteen days between two',
  },
  DK: {
    rules: [atMost(3, DK_ART), apart(10, DK_ART)],
    covers: 'how often a fee is charged for a rykker, and ten days between two',
  },
  SE: { rules: [], covers: 'that the notice is an inkassokrav; its time limit is yours to judge' },
};

/** What of a policy the law of the creditor's country does not allow towards consumers. */
export function breachesOf(path: PathTerms): readonly Breach[] {
  const { rules } = lawOf(path.country) ?? { rules: [] };
  return rules.flatMap((rule) => rule(path));
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

function fourteenDaysBeforeCosts({
  levels,
  hasCosts,
  postalDays,
  longestTermByPost,
}: PathTerms): readonly Breach[] {
  if (!hasCosts) return [];
  return eachLevel(levels, ({ paymentDays }) => {
    if (paymentDays === null) return null;
    if (paymentDays < 14) {
      const reason = `leaves fewer than the fourteen days after delivery that a consumer has before collection costs are owed; write 14 or more (${NL_ART})`;
      return { key: 'paymentDays', reason };
    }
    const missing = longestTermByPost - paymentDays - postalDays;
    if (missing <= 0) return null;
    const reason = `is too short for letters on paper: the second day after sending counts as that of delivery, Sundays, Mondays and holidays left out, so that up to ${longestTermByPost} days pass until costs are owed; write ${paymentDays + missing}, or more policy.postalDays (${NL_ART})`;
    return { key: 'paymentDays', reason };
  });
}

function firstReminderFree({ levels }: PathTerms): readonly Breach[] {
  return eachLevel(levels.slice(0, 1), ({ hasFee }) =>
    hasFee
      ? { key: 'fee', reason: `is charged with the first reminder, which is free for a consumer (${BE_ART})` }
      : null,
  );
}

function fourteenDaysBeforeFee({ levels, postalDays, longestTermByPost }: PathTerms): readonly Breach[] {
  // The first letter that costs something, and the days since the delivery of the first of all.
  const first = levels.findIndex(({ hasFee }, i) => hasFee && i > 0);
  const level = levels[first];
  if (level === undefined) return [];
  const days = gapsUntil(levels, 1, first);
  // The day after the last free one, by e-mail and on paper.
  const needed = Math.max(15, longestTermByPost + 1 - postalDays);
  if (days >= needed) return [];
  const reason = `lets a fee be charged ${days} days after the first reminder, within the time that a consumer has to pay without one: fourteen days from the day after an e-mail or from the third working day after a letter; write ${level.gap + needed - days} or more (${BE_ART})`;
  return [{ level: first, key: 'minDaysSincePrevious', reason }];
}

function noticeLeaves14Days({ levels }: PathTerms): readonly Breach[] {
  return eachLevel(levels, ({ paymentDays }) =>
    paymentDays !== null && paymentDays < 14
      ? {
          key: 'paymentDays',
          reason: `leaves fewer days than the fourteen of an inkassovarsel; write 14 or more (${NO_ART})`,
        }
      : null,
  );
}

function feeFrom14DaysAfterDue({ levels, country }: PathTerms): readonly Breach[] {
  const article = country.startsWith('FI') ? FI_ART : NO_ART;
  return eachLevel(levels, ({ hasFee, daysAfterDue }) =>
    hasFee && daysAfterDue < 14
      ? {
          key: 'daysAfterDue',
          reason: `is too early for a fee, which may be charged from 14 days after the due date; write 14, or leave the fee out (${article})`,
        }
      : null,
  );
}

function atMost(count: number, article: string): Rule {
  return ({ levels }) => {
    const charged = levels.flatMap(({ hasFee }, level) => (hasFee ? [level] : []));
    return charged.slice(count).map((level) => ({
      level,
      key: 'fee',
      reason: `is one fee too many: at most ${count} letters may cost something; leave it out (${article})`,
    }));
  };
}

function apart(days: number, article: string): Rule {
  return ({ levels }) => {
    const charged = levels.flatMap(({ hasFee }, level) => (hasFee ? [level] : []));
    return charged.slice(1).flatMap((level, i): readonly Breach[] => {
      const between = gapsUntil(levels, (charged[i] as number) + 1, level);
      if (between >= days) return [];
      const gap = levels[level]?.gap ?? 0;
      const reason = `is too soon after the letter before that costs something; write ${gap + days - between} or more, so that ${days} days lie between them (${article})`;
      return [{ level, key: 'minDaysSincePrevious', reason }];
    });
  };
}

/** The least days from the delivery of the level before `from` to that of `until`. */
function gapsUntil(levels: readonly LevelTerms[], from: number, until: number): number {
  return levels.slice(from, until + 1).reduce((sum, { gap }) => sum + gap, 0);
}

function eachLevel(
  levels: readonly LevelTerms[],
  judge: (level: LevelTerms) => Omit<Breach, 'level'> | null,
): readonly Breach[] {
  return levels.flatMap((terms, level) => {
    const broken = judge(terms);
    return broken === null ? [] : [{ level, ...broken }];
  });
}
