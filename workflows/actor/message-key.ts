import { workflowInfo } from '@temporalio/workflow';

/**
 * Names messages that brought no id of their own: by the run, what the message is and how many such came before.
 *
 * After `reset` in Temporal's UI the same messages come once more in the same order, in a run that keeps its
 * original id: they get the names they had, and what the books know under a name is not applied again.
 */
export class MessageKeys {
  private readonly counts = new Map<string, number>();

  keyOf(kind: string, content: unknown): string {
    const what = `${kind}-${fingerprint(textOf(content))}`;
    const nth = (this.counts.get(what) ?? 0) + 1;
    this.counts.set(what, nth);
    return `${workflowInfo().originalExecutionRunId}/${what}-${nth}`;
  }
}

/** Nested deeper than the stack is high, a content has no text: all such count as one. */
function textOf(content: unknown): string {
  try {
    return JSON.stringify(content) ?? '';
  } catch {
    return 'without a text';
  }
}

/** Tells contents apart; no secret depends on it. cyrb53 by bryc, public domain: 53 bits. */
function fingerprint(text: string): string {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 2654435761);
    high = Math.imul(high ^ code, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return (4294967296 * (2097151 & high) + (low >>> 0)).toString(36);
}
