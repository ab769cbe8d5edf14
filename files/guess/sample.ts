import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { type Encoding, looksLike } from '../encoding.ts';

/** The beginning of a file, as it looks. */
export interface Sample {
  readonly encoding: Encoding;
  /** Whole lines. */
  readonly text: string;
  /** False when the file goes on behind it. */
  readonly isAll: boolean;
}

const BYTES = 512 * 1024;

/** Reads the beginning of a file; a text says why it is none that could be read. */
export async function sampleOf(path: string): Promise<Sample | string> {
  const file = await open(path);
  try {
    if (!(await file.stat()).isFile())
      return 'is no file but a stream, and is read twice; write it to a file first';
    const { bytesRead, buffer } = await file.read(Buffer.alloc(BYTES), 0, BYTES, 0);
    const bytes = buffer.subarray(0, bytesRead);
    if (bytes.length === 0) return 'is empty';
    const looks = looksLike(bytes);
    if (looks === 'binary') return 'is no text: it looks like another kind of file; save it as CSV';
    if (looks === 'DOS') return 'looks like a code page of DOS such as CP850; save it as UTF-8';
    const text = iconv.decode(bytes, looks);
    const isAll = bytesRead < BYTES;
    return { encoding: looks, text: isAll ? text : text.slice(0, text.lastIndexOf('\n') + 1), isAll };
  } finally {
    await file.close();
  }
}
