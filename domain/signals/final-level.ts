import { type Level, LevelKind, type Policy } from '../invoice/policy.ts';

/** The level that counts as the final reminder. */
export interface FinalLevel {
  readonly index: number;
  readonly name: string;
  readonly isNotice: boolean;
  /** Names of this level and those behind it. */
  readonly fromThere: readonly string[];
}

/** The level marked final, else the notice; null when a policy has no levels. */
export function finalLevelOf({ levels }: Pick<Policy, 'levels'>): FinalLevel | null {
  const marked = levels.findIndex((level) => level.final === true);
  const index = marked === -1 ? levels.length - 1 : marked;
  const level = levels[index];
  if (level === undefined) return null;
  return {
    index,
    name: level.name,
    isNotice: level.kind === LevelKind.notice,
    fromThere: levels.slice(index).map(({ name }) => name),
  };
}

/** The notice is the final reminder unless another level is marked as such. */
export function isFinal(level: Level, levels: readonly Level[]): boolean {
  const marked = levels.find((level) => level.final === true);
  return marked === undefined ? level.kind === LevelKind.notice : marked === level;
}
