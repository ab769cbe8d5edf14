import { inject } from 'vitest';
import type { SharedPostgres } from './global-postgres.ts';

/** The server of all tests; throws in words where it did not start. */
export function sharedPostgres(): SharedPostgres {
  const postgres = inject('postgres');
  if ('problem' in postgres) throw new Error(postgres.problem);
  return postgres;
}
