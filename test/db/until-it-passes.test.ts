import { describe, expect, it } from 'vitest';
import { DatabaseError, OutcomeUnknown, PassingTrouble } from '../../db/errors.ts';
import { untilItPasses } from '../../db/until-it-passes.ts';

const locked = new PassingTrouble('here', 'Another transaction held a lock.');

/** Fails with each of these, then works. */
function failing(...errors: readonly Error[]) {
  const left = [...errors];
  return async () => {
    const error = left.shift();
    if (error !== undefined) throw error;
    return 'done';
  };
}

function waiting(ms: number) {
  const told: string[] = [];
  return { told, ms, onMessage: (text: string) => void told.push(text) };
}

describe('What has to wait for others', () => {
  it('is done again while the database is in the way, and what is in the way is told once', async () => {
    const settings = waiting(60_000);
    await expect(untilItPasses(failing(locked, locked), settings)).resolves.toBe('done');
    expect(settings.told).toEqual(['Another transaction held a lock.']);
  });

  it('is done again where nobody knows whether it was done', async () => {
    const lost = new OutcomeUnknown('here', 'The connection was lost.');
    await expect(untilItPasses(failing(lost), waiting(60_000))).resolves.toBe('done');
  });

  it('fails once the patience is over', async () => {
    await expect(untilItPasses(failing(locked), waiting(0))).rejects.toBe(locked);
  });

  it('fails at once of what no waiting mends', async () => {
    const refused = new DatabaseError('here', 'The user may not do this.');
    await expect(untilItPasses(failing(refused), waiting(60_000))).rejects.toBe(refused);
  });

  it('fails when it was called off', async () => {
    const settings = { ...waiting(60_000), isCancelled: () => true };
    await expect(untilItPasses(failing(locked), settings)).rejects.toBe(locked);
  });
});
