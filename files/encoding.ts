import { isUtf8 } from 'node:buffer';

/** The encodings that a mapping can name, as they are written there. */
export const Encoding = {
  UTF_8: 'utf-8',
  /** Big or little endian, as its byte order mark says. */
  UTF_16: 'utf-16',
  UTF_16LE: 'utf-16le',
  UTF_16BE: 'utf-16be',
  WINDOWS_1252: 'windows-1252',
  LATIN_1: 'latin-1',
} as const;
export type Encoding = (typeof Encoding)[keyof typeof Encoding];

/** Other names of them, for whom a mapping means one. */
const OTHER_NAMES: Readonly<Record<string, Encoding>> = {
  utf8: Encoding.UTF_8,
  utf16: Encoding.UTF_16,
  unicode: Encoding.UTF_16,
  'ucs-2': Encoding.UTF_16LE,
  utf16le: Encoding.UTF_16LE,
  utf16be: Encoding.UTF_16BE,
  ansi: Encoding.WINDOWS_1252,
  cp1252: Encoding.WINDOWS_1252,
  win1252: Encoding.WINDOWS_1252,
  latin1: Encoding.LATIN_1,
  'iso-8859-1': Encoding.LATIN_1,
  'iso-8859-15': Encoding.WINDOWS_1252,
};

/** The encoding that is meant by another of its names. */
export function encodingMeant(name: string): Encoding | undefined {
  const plain = name.trim().toLowerCase();
  return Object.hasOwn(OTHER_NAMES, plain)
    ? OTHER_NAMES[plain]
    : Object.values(Encoding).find((known) => known === plain);
}

/** What the bytes look like: one of the encodings, what is none of them, or no text at all. */
export type Looks = Encoding | 'DOS' | 'binary';

/** As long as a start as is looked at. */
export const SAMPLE_BYTES = 4096;
/** Windows-1252 has no letter there; the code pages of DOS have umlauts. */
const NOT_IN_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
const LONGEST_UTF_8 = 4;

/** What the beginning of a file looks like. Nothing is read by it; it says what may be meant. */
export function looksLike(bytes: Uint8Array): Looks {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return Encoding.UTF_16LE;
  if (first === 0xfe && second === 0xff) return Encoding.UTF_16BE;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (sample.includes(0)) return byZeros(sample);
  if (isUtf8(withoutCutEnd(sample))) return Encoding.UTF_8;
  return sample.some((byte) => NOT_IN_1252.has(byte)) ? 'DOS' : Encoding.WINDOWS_1252;
}

/** Western text in UTF-16 has a zero byte in nearly every character, on the same side of it. */
function byZeros(bytes: Uint8Array): Looks {
  const zeros = [0, 0];
  for (const [at, byte] of bytes.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = bytes.length / 4;
  if (odd > many && even < many / 4) return Encoding.UTF_16LE;
  if (even > many && odd < many / 4) return Encoding.UTF_16BE;
  return 'binary';
}

/** A sample may end inside of a character. */
function withoutCutEnd(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back < LONGEST_UTF_8 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) return bytes.subarray(0, bytes.length - back);
  }
  return bytes;
}

const NAMES: Readonly<Record<Encoding, string>> = {
  [Encoding.UTF_8]: 'UTF-8',
  [Encoding.UTF_16]: 'UTF-16',
  [Encoding.UTF_16LE]: 'UTF-16 LE',
  [Encoding.UTF_16BE]: 'UTF-16 BE',
  [Encoding.WINDOWS_1252]: 'Windows-1252',
  [Encoding.LATIN_1]: 'Latin-1',
};

function nameOf(encoding: Encoding): string {
  return NAMES[encoding];
}

/** That a file is not in its encoding, what it looks like instead, and what would be right. */
export function notIn(encoding: Encoding, looks: Looks): string {
  const no = `is not ${nameOf(encoding)}`;
  if (looks === 'binary')
    return `${no} and no text at all: it looks like another kind of file; save it as CSV`;
  if (looks === 'DOS') return `${no}; it looks like a code page of DOS such as CP850; save it as UTF-8`;
  return `${no}; it looks like ${nameOf(looks)}: write encoding: ${looks} in a mapping file, or save it as UTF-8`;
}

/** That a field has bytes that its file's encoding has no letter for. */
export function undecodable(encoding: Encoding): string {
  switch (encoding) {
    case Encoding.UTF_8:
      return 'has bytes that are not UTF-8; the file looks like Windows-1252: write encoding: windows-1252 in a mapping file, or save it as UTF-8';
    case Encoding.WINDOWS_1252:
      return 'has bytes that Windows-1252 has no letter for; the file looks like a code page of DOS such as CP850: save it as UTF-8';
    default:
      return `has bytes that are not ${nameOf(encoding)}; the file was cut off or changed: export it anew`;
  }
}
