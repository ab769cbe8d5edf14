/**
 * Search attributes of invoice workflows, by Temporal's type names. Keyword slots are scarce (10 on SQLite);
 * none ever holds personal data.
 */
export const SearchAttribute = {
  DunwellCreditor: 'KEYWORD',
  DunwellStage: 'KEYWORD',
  DunwellMode: 'KEYWORD',
  /** What a person has to look at; unset when nothing. */
  DunwellNeeds: 'KEYWORD',
  /** When something happens by itself next; unset when nothing is planned. */
  DunwellNextAt: 'DATETIME',
  DunwellHeld: 'BOOL',
  DunwellApproved: 'BOOL',
} as const;
export type SearchAttributeName = keyof typeof SearchAttribute;
