import type { CaseEnvironment } from './state.ts';

/** How a collector is reached. Secrets are references (`env:NAME`, `file:/path`), never the secrets themselves. */
export const CollectorKind = {
  /** People of the creditor's own: a task list with exports. */
  HAND: 'hand',
  /** Orders as files in a folder, with or without acknowledgement files. */
  FILE: 'file',
  /** Signed JSON over HTTPS. */
  HTTPS: 'https',
} as const;
export type CollectorKind = (typeof CollectorKind)[keyof typeof CollectorKind];

export type CollectorSettings =
  | { readonly kind: typeof CollectorKind.HAND }
  | {
      readonly kind: typeof CollectorKind.FILE;
      /** Where orders go; relative to the outbox folder unless absolute. */
      readonly folder: string;
      /** True: the collector answers with files in `<folder>/answers`; false: written counts as accepted. */
      readonly acknowledged: boolean;
      readonly askEveryMinutes: number;
    }
  | {
      readonly kind: typeof CollectorKind.HTTPS;
      /** Base address; plain http only for loopback. */
      readonly url: string;
      /** Reference to the key of the signatures, both ways. */
      readonly secret: string;
      readonly timeoutSeconds: number;
      /** How often the collector is asked for its state, whatever its callbacks say. */
      readonly askEveryMinutes: number;
      /** A file with the certificate of a private authority. */
      readonly ca?: string;
    };

/** One condition of a configuration; all must hold. Days count from the case's due date. */
export type CaseCondition =
  | {
      readonly kind: 'amount';
      readonly currency: string;
      /** Minor units, inclusive. */
      readonly atLeast?: number;
      /** Minor units, exclusive. */
      readonly below?: number;
    }
  | { readonly kind: 'currency'; readonly oneOf: readonly string[] }
  | { readonly kind: 'country'; readonly oneOf: readonly string[] }
  | { readonly kind: 'customerKind'; readonly is: 'consumer' | 'business' }
  | { readonly kind: 'age'; readonly atLeastDays?: number; readonly underDays?: number };

/** One way to have a case collected. Published versions never change. */
export interface CollectorConfiguration {
  readonly name: string;
  readonly version: number;
  readonly state: 'ACTIVE' | 'INACTIVE';
  readonly collector: CollectorSettings;
  readonly conditions: readonly CaseCondition[];
  /** Low numbers are looked at first. */
  readonly priority: number;
  readonly skipReview: boolean;
  /** Creditors it serves; empty: all. */
  readonly creditors: readonly string[];
  readonly environments: readonly CaseEnvironment[];
}
