import { workflowInfo } from '@temporalio/workflow';
import type { HandedOnKeys } from '../../contracts/actor.ts';

/** Counts are kept for as many names; who sends more without an id of their own is told apart no further back. */
const MOST_COUNTED = 500;

/**
 * Names messages that brought no id of their own: by the first run, what the message is and how many such came before.
 *
 * After `reset` in Temporal's UI the same messages come once more in the same order, in a run that keeps its
 * original id: they get the names they had, and what the books know under a name is not applied again. A run that
 * continues as new hands its names on: a reset to before it brings the messages of both.
 */
export class MessageKeys {
  private readonly prefix: string;
  private readonly counts: Map<string, number>;

  constructor(before?: HandedOnKeys) {
    this.prefix = before?.prefix ?? workflowInfo().originalExecutionRunId;
    this.counts = new Map(Object.entries(before?.counts ?? {}));
  }

  keyOf(kind: string, content: unknown): string {
    return this.next(`${kind}-${fingerprint(textOf(content))}`);
  }

  /** The key of the next one of a name. */
  next(what: string): string {
    const nth = (this.counts.get(what) ?? 0) + 1;
    // Put behind the others, so that those that came last are handed on.
    this.counts.delete(what);
    this.counts.set(what, nth);
    return `${this.prefix}/${what}-${nth}`;
  }

  /** For the run that this one continues as. */
  handOn(): HandedOnKeys {
    return { prefix: this.prefix, counts: Object.fromEntries([...this.counts].slice(-MOST_COUNTED)) };
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
