import { createHash } from 'node:crypto';

/**
 * The batch of one thing that was told under an id. Under another content the same id is another batch: what takes
 * it in sees the id again and refuses it, instead of its being passed over in silence.
 */
export function batchFor(what: string, id: string, body: object): string {
  const content = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 12);
  return `${what}-${id}-${content}`;
}
