import type { Deps } from '../deps.ts';

/** What an opening is decided on. */
export interface Opening {
  readonly deps: Pick<Deps, 'sources'>;
  readonly creditor: string;
  readonly by: string;
  readonly request: string;
  readonly asOf: number;
}
