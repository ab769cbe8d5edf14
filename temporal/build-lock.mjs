// One build at a time on a cache. Plain JavaScript: set-up needs it before anything is installed.
import { closeSync, openSync, rmSync, statSync, utimesSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const BEAT_MS = 3_000;
const STALE_MS = 15_000;

/**
 * Runs `work` while no other process holds the lock file, or returns as soon as `isDone` says that the other
 * one has done the work.
 *
 * A holder touches the file all the time, so the lock of a killed process is taken over after some seconds.
 * That needs no process ids, which mean nothing when containers share a cache. Should two take it over in the
 * same instant, both build, and the second one's result replaces an equal file: slower, never wrong.
 *
 * @template T
 * @param {{ file: string, isDone: () => boolean, onWait: () => void, work: () => Promise<T> }} options
 * @returns {Promise<T | undefined>} undefined when another process did the work
 */
export async function withBuildLock({ file, isDone, onWait, work }) {
  for (let waited = false; !tryLock(file); waited = true) {
    if (!waited) onWait();
    await sleep(250);
    if (isDone()) return undefined;
  }
  const beat = setInterval(() => touch(file), BEAT_MS);
  beat.unref();
  try {
    return isDone() ? undefined : await work();
  } finally {
    clearInterval(beat);
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function tryLock(file) {
  try {
    closeSync(openSync(file, 'wx'));
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > STALE_MS) rmSync(file, { force: true });
  return false;
}

/** @param {string} file */
function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Someone cleared the cache: the build goes on, and at worst another one starts beside it.
  }
}
