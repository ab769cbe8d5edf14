import type { Day } from '../../kernel/day.ts';
import type { DocumentType } from '../document-types.ts';
import type { AttachedDocument, RecognizedContent } from '../documents.ts';

/** Changes of a case that wait in a staged request, as far as the rules look at them. */
export interface StagedChanges {
  /** Names of the fields that change. */
  readonly names: readonly string[];
  readonly dueOn: Day | null;
  readonly changesCurrency: boolean;
  /** Sum of the line items, when they change. */
  readonly amount: number | null;
}

/** What was staged for a command: names, addresses and contents stay out of messages. */
export interface Staged {
  readonly changes: StagedChanges | null;
  /** Words to the collector. */
  readonly words: string | null;
  readonly content: RecognizedContent | undefined;
  /** Documents that the case has. */
  readonly documents: readonly AttachedDocument[];
}

export const NOTHING_STAGED: Staged = { changes: null, words: null, content: undefined, documents: [] };

/** What is written beside the decision that accepts a command. */
export interface StagedWrites {
  readonly attach?: { readonly name: string; readonly hash: string; readonly type: DocumentType };
  readonly detach?: string;
  /** The staged request is done: its changes are the case's, its words are on their way. */
  readonly takesRequest?: true;
}
