import type { SearchAttributeType } from '@temporalio/common';

/** Names of search attributes with their types: what every namespace that Dunwell runs in must know. */
export type SearchAttributes = Readonly<Record<string, SearchAttributeType>>;

/** How the types are called on the wire (enum IndexedValueType) and on command lines. */
export const SEARCH_ATTRIBUTE_TYPES: Readonly<Record<SearchAttributeType, { code: number; word: string }>> = {
  TEXT: { code: 1, word: 'Text' },
  KEYWORD: { code: 2, word: 'Keyword' },
  INT: { code: 3, word: 'Int' },
  DOUBLE: { code: 4, word: 'Double' },
  BOOL: { code: 5, word: 'Bool' },
  DATETIME: { code: 6, word: 'Datetime' },
  KEYWORD_LIST: { code: 7, word: 'KeywordList' },
};

/** `Name=Keyword` pairs, in the order given. */
export function asPairs(attributes: SearchAttributes): string[] {
  return Object.entries(attributes).map(([name, type]) => `${name}=${SEARCH_ATTRIBUTE_TYPES[type].word}`);
}
