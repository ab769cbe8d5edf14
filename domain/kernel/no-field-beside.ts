/**
 * What fields satisfy that all have their place in the target. Spreading them into it would compile with any others
 * too, and those would be lost without a word:
 *
 *     same satisfies NoFieldBeside<Target, typeof same>;
 */
export type NoFieldBeside<Target, Fields> = Record<Exclude<keyof Fields, keyof Target>, never>;
