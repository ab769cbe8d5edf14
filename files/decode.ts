import { isAscii, isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import iconv from 'iconv-lite';
import { Encoding, looksLike, notIn, SAMPLE_BYTES } from './encoding.ts';

/** A file that is not in the encoding it was to be read in. */
export class WrongEncoding extends Error {
  /** The line that shows it. */
  readonly line: number;

  constructor(reason: string, line: number) {
    super(reason);
    this.line = line;
  }
}

const LINE_FEED = 0x0a;
/** Nobody's row is longer; what has no line ends at all is told of by who looks for records. */
const LONGEST_LINE = 1024 * 1024;

/**
 * The text of a file, piece by piece, without its byte order mark.
 *
 * A file that shows another encoding is refused as a whole, as its rows would be read wrongly without a word. Single
 * bytes that the encoding has no letter for come through as U+FFFD, so that the rows around them are read; who reads
 * a field refuses it.
 */
export async function* readPieces(
  path: string,
  encoding: Encoding = Encoding.UTF_8,
): AsyncGenerator<string, void> {
  let decoder: Decoder | undefined;
  for await (const bytes of fromSample(createReadStream(path) as AsyncIterable<Uint8Array>)) {
    decoder ??= decoderFor(bytes, encoding);
    yield decoder.write(bytes);
  }
  if (decoder !== undefined) yield decoder.end();
}

/** The same bytes; the first piece is at least as long as what is looked at, also from a pipe. */
async function* fromSample(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let first: Uint8Array | undefined = new Uint8Array();
  for await (const bytes of pieces) {
    if (first === undefined) {
      yield bytes;
      continue;
    }
    first = first.length === 0 ? bytes : Buffer.concat([first, bytes]);
    if (first.length < SAMPLE_BYTES) continue;
    yield first;
    first = undefined;
  }
  if (first !== undefined && first.length > 0) yield first;
}

interface Decoder {
  write(bytes: Uint8Array): string;
  end(): string;
}

function decoderFor(start: Uint8Array, encoding: Encoding): Decoder {
  const looks = looksLike(start);
  const isWide = looks === Encoding.UTF_16LE || looks === Encoding.UTF_16BE;
  const hasMark = isUtf16Mark(start);
  switch (encoding) {
    case Encoding.UTF_8:
      if (isWide || looks === 'binary') throw new WrongEncoding(notIn(encoding, looks), 1);
      return utf8();
    case Encoding.UTF_16:
      if (hasMark && isWide) return utf16(looks);
      if (!isWide) throw new WrongEncoding(notIn(encoding, looks), 1);
      throw new WrongEncoding(`has no byte order mark; it looks like ${looks}: write encoding: ${looks}`, 1);
    case Encoding.UTF_16LE:
    case Encoding.UTF_16BE:
      // Without any letter of Western Europe a file may look like nothing; a mark that says otherwise settles it.
      if (looks !== encoding && (hasMark || looks !== 'binary')) {
        throw new WrongEncoding(notIn(encoding, looks), 1);
      }
      return utf16(encoding);
    case Encoding.WINDOWS_1252:
    case Encoding.LATIN_1:
      if (isWide || looks === 'binary') throw new WrongEncoding(notIn(encoding, looks), 1);
      return new OneByte(encoding);
    default:
      return encoding satisfies never;
  }
}

function isUtf16Mark([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function utf8(): Decoder {
  const decoder = new TextDecoder('utf-8');
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

/** A half character at the end comes through as U+FFFD: the file was cut off. */
function utf16(encoding: typeof Encoding.UTF_16LE | typeof Encoding.UTF_16BE): Decoder {
  const decoder = iconv.getDecoder(encoding);
  let length = 0;
  return {
    write: (bytes) => {
      length += bytes.length;
      return decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    },
    end: () => `${decoder.end() ?? ''}${length % 2 === 0 ? '' : '\uFFFD'}`,
  };
}

/**
 * Letters of one byte. Every file can be read as such, so it is looked at for what it must not be: UTF-8, whose
 * umlauts would become two strange letters each, and control characters where Windows has its euro sign.
 *
 * iconv-lite decodes, as Node's own decoder for windows-1252 leaves out the euro sign in many versions (20.18.3 to
 * 24.11; nodejs/node#56542).
 */
class OneByte implements Decoder {
  readonly #encoding: typeof Encoding.WINDOWS_1252 | typeof Encoding.LATIN_1;
  readonly #decoder: ReturnType<typeof iconv.getDecoder>;
  #line = 1;
  #rest: Uint8Array = new Uint8Array();
  /** A line had letters that are not UTF-8: then none of the others is either, however it looks. */
  #isCertain = false;

  constructor(encoding: typeof Encoding.WINDOWS_1252 | typeof Encoding.LATIN_1) {
    this.#encoding = encoding;
    this.#decoder = iconv.getDecoder(encoding === Encoding.LATIN_1 ? 'iso-8859-1' : 'windows-1252');
  }

  write(bytes: Uint8Array): string {
    this.#check(bytes);
    return this.#decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  }

  end(): string {
    this.#checkLine(this.#rest);
    return this.#decoder.end() ?? '';
  }

  /** Looks at whole lines; what follows the last line feed waits for its rest. */
  #check(bytes: Uint8Array): void {
    if (this.#isDone()) return;
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    let start = 0;
    for (let feed = all.indexOf(LINE_FEED); feed >= 0; feed = all.indexOf(LINE_FEED, start)) {
      this.#checkLine(all.subarray(start, feed));
      start = feed + 1;
      this.#line += 1;
    }
    this.#rest = all.length - start > LONGEST_LINE ? new Uint8Array() : all.slice(start);
  }

  #isDone(): boolean {
    return this.#isCertain && this.#encoding === Encoding.WINDOWS_1252;
  }

  #checkLine(line: Uint8Array): void {
    if (isAscii(line)) return;
    if (!this.#isCertain && isUtf8(line)) {
      throw new WrongEncoding(notIn(this.#encoding, Encoding.UTF_8), this.#line);
    }
    this.#isCertain = true;
    if (this.#encoding === Encoding.LATIN_1 && line.some((byte) => byte >= 0x80 && byte < 0xa0)) {
      throw new WrongEncoding(notIn(this.#encoding, Encoding.WINDOWS_1252), this.#line);
    }
  }
}
