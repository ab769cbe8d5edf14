/**
 * True when two messages say the same. Their command id is what is compared, and the version that a change was
 * decided on may have risen when it is sent again.
 */
export function isSameContent(one: unknown, other: unknown): boolean {
  return written(withoutFrame(one)) === written(withoutFrame(other));
}

/** Why a command id is not taken a second time, naming what it stood for by its kind; null when it is the same. */
export function usedForOther(
  id: string,
  before: { readonly kind: string; readonly body: unknown },
  now: { readonly kind: string; readonly body: unknown },
): string | null {
  if (before.kind !== now.kind) {
    return `Conflict: the command id ${id} was used before, for \`${before.kind}\`: this \`${now.kind}\` was not applied. Choose another command id.`;
  }
  if (isSameContent(before.body, now.body)) return null;
  return `Conflict: the command id ${id} was used before, for a \`${before.kind}\` with other content: this one was not applied. Choose another command id.`;
}

function withoutFrame(message: unknown): unknown {
  if (!isObject(message)) return message ?? null;
  const { commandId: _, version: __, ...content } = message;
  return content;
}

/** JSON with its keys in order; what is undefined is not there. */
function written(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
