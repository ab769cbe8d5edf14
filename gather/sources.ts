import type { Policy } from '../domain/invoice/policy.ts';

/** Where facts come from besides the database. */
export interface Sources {
  readonly rehearsal: boolean;
  /** A rehearsal with a script: what operator and collector do are dated facts. */
  readonly scripted: boolean;
  /** Published policies never change, so they are kept once read. */
  readonly policies: Map<string, Policy>;
  /** Secrets by the names that settings give, such as the keys of links; a rehearsal has none. */
  readonly secrets: Readonly<Record<string, string | undefined>>;
}

export function createSources(
  rehearsal: boolean,
  scripted = false,
  secrets: Sources['secrets'] = {},
): Sources {
  return { rehearsal, scripted, policies: new Map(), secrets };
}
