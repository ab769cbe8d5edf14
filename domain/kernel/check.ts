import type { HoldWords } from './hold-words.ts';

/** A sentence, made when somebody reads it: deciding makes none. */
type Says<Situation> = string | ((situation: Situation, words: HoldWords) => string);

/** What a rule that does not pass means where it neither stops the step nor puts it off. */
export const Elsewhere = {
  /** The moment of the step is reckoned with it: until it passes, that moment has not come. */
  MOMENT: 'MOMENT',
  /** It was asked before this list was looked at. */
  BEFORE: 'BEFORE',
  /** It is said, and keeps nothing back. */
  SAID: 'SAID',
} as const;
export type Elsewhere = (typeof Elsewhere)[keyof typeof Elsewhere];

/** What failing means: one of three, so that no rule is read that decides nothing by oversight. */
type Failing<Situation, Because> =
  | {
      /** It stops the step for this reason, until somebody or something changes that. */
      readonly stops: Because;
      /** Where it stops; everywhere when not given. */
      readonly stopsWhere?: (situation: Situation) => boolean;
    }
  /** Failing when the moment of the step has come, it puts it off for this reason, to the next try. */
  | { readonly putsOff: Because }
  | { readonly decided: Elsewhere };

/** One rule that stands before a step: whether it passes is what decides, and what is said of it. */
export type Check<Situation, Rule extends string, Because extends string> = {
  readonly rule: Rule;
  readonly passes: (situation: Situation) => boolean;
  /** With the dates and amounts it was judged by. */
  readonly ifPassed: Says<Situation>;
  readonly ifFailed: Says<Situation>;
} & Failing<Situation, Because>;

/** The checks before one step: all that is read, and of them what decides. */
export interface Checklist<Situation, Rule extends string, Because extends string> {
  readonly all: readonly Check<Situation, Rule, Because>[];
  /** The reason of the first that stops the step; null when none does. */
  readonly stoppedBy: (situation: Situation) => Because | null;
  /** The reason of the first that puts it off. */
  readonly putOffBy: (situation: Situation) => Because | null;
}

/** Checks in the order they are read. Those that are also `first` decide before the others. */
export function checklist<Situation, Rule extends string, Because extends string>(
  all: readonly Check<Situation, Rule, Because>[],
  first: readonly Check<Situation, Rule, Because>[] = [],
): Checklist<Situation, Rule, Because> {
  const stopping = [...first, ...all].filter((check) => 'stops' in check);
  const puttingOff = all.filter((check) => 'putsOff' in check);
  return {
    all,
    stoppedBy: (situation) =>
      stopping.find(({ passes, stopsWhere }) => !passes(situation) && stopsWhere?.(situation) !== false)
        ?.stops ?? null,
    putOffBy: (situation) => puttingOff.find(({ passes }) => !passes(situation))?.putsOff ?? null,
  };
}

/** A check as it stands now, in words. */
export interface Judged<Rule extends string> {
  readonly rule: Rule;
  readonly passes: boolean;
  readonly says: string;
}

export function judge<Situation, Rule extends string>(
  checks: readonly Check<Situation, Rule, string>[],
  situation: Situation,
  words: HoldWords,
): Judged<Rule>[] {
  return checks.map(({ rule, passes, ifPassed, ifFailed }) => {
    const isPassed = passes(situation);
    const says = isPassed ? ifPassed : ifFailed;
    return { rule, passes: isPassed, says: typeof says === 'string' ? says : says(situation, words) };
  });
}
