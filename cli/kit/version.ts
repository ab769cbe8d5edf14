import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One level up in a clone, two in dist/. */
const PLACES = ['../../package.json', '../../../package.json'];

/** The version in package.json. */
export function version(): string {
  const file = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(existsSync);
  if (file === undefined) return 'unknown';
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
