import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { misconfigured } from './failure.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The secret that a reference names: `env:NAME` or `file:/path`, read at every call so that a new one counts at
 * once. Failures name the reference, never what was found there.
 */
export async function resolveSecret(
  reference: string,
  environment: Environment,
  whose = 'the collector',
): Promise<string> {
  const [kind, ...rest] = reference.split(':');
  const place = rest.join(':');
  if (kind === 'env' && place !== '') return fromEnvironment(place, environment, whose);
  if (kind === 'file' && isAbsolute(place)) return readNamed(place, 'secret', whose);
  // Somebody may have written the secret itself, so it is not repeated.
  throw misconfigured(`The secret of ${whose} is no reference; write env:NAME or file:/path.`);
}

/** A file that the configuration names, without the line break at its end. */
export async function readNamed(path: string, what: string, whose = 'the collector'): Promise<string> {
  try {
    const content = await readFile(path, 'utf8');
    return content.replace(/\r?\n$/, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw misconfigured(`The file ${path} with the ${what} of ${whose} cannot be read (${code}).`, error);
  }
}

function fromEnvironment(name: string, environment: Environment, whose: string): string {
  const secret = environment[name];
  if (secret === undefined || secret === '') {
    throw misconfigured(`The environment has no ${name}, the secret of ${whose}.`);
  }
  return secret;
}
