import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Names what is to be taken in by its content: the same files give the same id, wherever they lie. */
export async function contentHash(
  parts: readonly string[],
  files: readonly (string | undefined)[],
): Promise<string> {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part}`);
  for (const [index, file] of files.entries()) {
    hash.update(`|${index}|`);
    if (file === undefined) continue;
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  }
  return hash.digest('hex').slice(0, 32);
}
