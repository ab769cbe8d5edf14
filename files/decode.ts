import { createReadStream } from 'node:fs';
import { utf16Refusal } from '../config/text.ts';

/** A file that is no UTF-8 from its first bytes on. */
export class NotUtf8 extends Error {}

/**
 * The text of a UTF-8 file, piece by piece, without its byte order mark.
 *
 * Bytes that are no UTF-8 come through as U+FFFD, so that the rows around them are read; who reads a field refuses it.
 */
export async function* readPieces(path: string): AsyncGenerator<string, void> {
  const decoder = new TextDecoder('utf-8');
  let first = true;
  for await (const bytes of createReadStream(path) as AsyncIterable<Uint8Array>) {
    if (first) {
      const refusal = utf16Refusal(bytes);
      if (refusal !== undefined) throw new NotUtf8(refusal);
      first = false;
    }
    yield decoder.decode(bytes, { stream: true });
  }
  yield decoder.decode();
}
