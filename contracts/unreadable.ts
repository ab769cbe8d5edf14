const MARK = 'dunwell/unreadable';

/** Stands for content that came over the wire and cannot be read, with the cause in words and without the content. */
export interface Unreadable {
  readonly [MARK]: string;
}

export function unreadable(because: string): Unreadable {
  return { [MARK]: because };
}

/** Why a value could not be read; null for one that could. */
export function whyUnreadable(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !(MARK in value)) return null;
  return String(value[MARK]);
}
