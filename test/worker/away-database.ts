import type { Database } from '../../db/database.ts';
import { PassingTrouble } from '../../db/errors.ts';

/** Why a reading fails while the database is away. */
export const AWAY = 'The server of the database books is being shut down or restarted. It is tried again.';

/** Books whose readings fail while that says so. */
export function awayWhile(db: Database, isAway: () => boolean): Database {
  return new Proxy(db, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (name !== 'read') return typeof value === 'function' ? value.bind(target) : value;
      return async (...asked: Parameters<Database['read']>) => {
        if (isAway()) throw new PassingTrouble('books', AWAY);
        return target.read(...asked);
      };
    },
  });
}
