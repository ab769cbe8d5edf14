import { existsSync, readFileSync } from 'node:fs';

/** Beside the sources; from dist/ either copied into it or still beside it. */
const PLACES = ['../../templates/layouts/', '../../../templates/layouts/'];

/** Reads a layout, as shipped with this build. */
export function readLayout(name: string): string {
  const places = PLACES.map((place) => new URL(place + name, import.meta.url));
  const found = places.find((place) => existsSync(place));
  if (found === undefined)
    throw new Error(`The layout ${name} is missing; it belongs in templates/layouts/.`);
  return readFileSync(found, 'utf8');
}
