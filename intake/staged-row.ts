import type { RowKind } from '../contracts/intake.ts';
import type { BadRow } from '../files/item.ts';

/** A row as it is staged, or a row that could not be read. */
export type StagedRow =
  | { readonly file: string; readonly line: number; readonly kind: RowKind; readonly body: object }
  | { readonly file: string; readonly line: number; readonly bad: BadRow };
