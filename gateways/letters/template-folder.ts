import { existsSync, readFileSync } from 'node:fs';

/** Beside the sources; from dist/ either copied into it or still beside it. */
const PLACES = ['../../templates/', '../../../templates/'];

/** Reads a file of templates/, as shipped with this build. */
export function readTemplate(name: string): string {
  const places = PLACES.map((place) => new URL(place + name, import.meta.url));
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`The template ${name} is missing; it belongs in templates/.`);
  return readFileSync(found, 'utf8');
}
