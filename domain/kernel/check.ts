import type { HoldWords } from './hold-words.ts';

/** What it means for the next step that a check fails. */
export const Meaning = {
  /** It is over: nothing follows by itself. */
  END: 'end',
  /** Nothing follows until somebody or something changes it. */
  WAIT: 'wait',
  /** The step comes later: its moment is reckoned with it. */
  LATER: 'later',
  /** Asked when the moment of the step has come: it is tried again at the next. */
  TRY_AGAIN: 'try again',
} as const;
export type Meaning = (typeof Meaning)[keyof typeof Meaning];

interface Failing<Because extends string> {
  readonly means: Meaning;
  readonly because: Because | null;
}

export const LATER: Failing<never> = { means: Meaning.LATER, because: null };

export function ends<Because extends string>(because: Because): Failing<Because> {
  return { means: Meaning.END, because };
}

export function waits<Because extends string>(because: Because): Failing<Because> {
  return { means: Meaning.WAIT, because };
}

export function triesAgain<Because extends string>(because: Because): Failing<Because> {
  return { means: Meaning.TRY_AGAIN, because };
}

/** A sentence, made when somebody reads it: deciding makes none. */
type Says<Situation> = string | ((situation: Situation, words: HoldWords) => string);

/** One rule that stands before a step: whether it passes is what decides, and what is said of it. */
export interface Check<Situation, Rule extends string, Because extends string> {
  readonly rule: Rule;
  readonly passes: (situation: Situation) => boolean;
  /** With the dates and amounts it was judged by. */
  readonly ifPassed: Says<Situation>;
  readonly ifFailed: Says<Situation>;
  readonly failing: Failing<Because>;
}

/** The checks before one step: all that is read, and of them what decides. */
export interface Checklist<Situation, Rule extends string, Because extends string> {
  readonly all: readonly Check<Situation, Rule, Because>[];
  /** Why the step does not come, by the first that fails; null when nothing stops it. */
  readonly stoppedBy: (situation: Situation) => Because | null;
  /** Why it is tried again though its moment has come. */
  readonly putOffBy: (situation: Situation) => Because | null;
}

/** Checks in the order they are read. Those that are also `first` decide before the others. */
export function checklist<Situation, Rule extends string, Because extends string>(
  all: readonly Check<Situation, Rule, Because>[],
  first: readonly Check<Situation, Rule, Because>[] = [],
): Checklist<Situation, Rule, Because> {
  const becauseOfFirst = (means: Meaning) => {
    const asked = [...first, ...all].filter(({ failing }) => failing.means === means);
    return (situation: Situation) => asked.find(({ passes }) => !passes(situation))?.failing.because ?? null;
  };
  return { all, stoppedBy: becauseOfFirst(Meaning.WAIT), putOffBy: becauseOfFirst(Meaning.TRY_AGAIN) };
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
