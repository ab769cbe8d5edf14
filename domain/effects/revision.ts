/** A letter's key without and with its revision: `…/level/notice`, `…/level/notice/r2`. */
const KEY = /^(.*\/level\/[^/]+)(?:\/r(\d+))?$/;

/** The key that a letter had when it was first planned, whatever revision it is. */
export function firstKeyOf(key: string): string {
  return KEY.exec(key)?.[1] ?? key;
}

/** The key under which a letter that came back is sent again. */
export function nextRevisionOf(key: string): string {
  const revision = Number(KEY.exec(key)?.[2] ?? 1);
  return `${firstKeyOf(key)}/r${revision + 1}`;
}
