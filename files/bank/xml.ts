import { TextDecoder } from 'node:util';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { whyUnreadable } from '../../config/text.ts';

/** What a document is made of, in its order. Elements are told by local name and namespace. */
export interface XmlSink {
  open(tag: XmlTag, line: number): void;
  text(text: string): void;
  close(): void;
}

export interface XmlTag {
  readonly name: string;
  readonly namespace: string;
  readonly attribute: (name: string) => string | undefined;
}

/** Why a document cannot be read, in words that go on after the file's name. */
export class UnreadableXml extends Error {
  readonly line: number;
  constructor(reason: string, line: number) {
    super(reason);
    this.line = line;
  }
}

/** Bank statements are a dozen elements deep. */
const DEEPEST = 40;
/** The longest that one text, tag or comment may be: hundreds of times what the format allows. */
const LONGEST = 100_000;

/**
 * Gives a document to the sink piece by piece, yielding after each piece that was read; memory stays flat.
 *
 * Trusts nothing: no document type and so no entities but the five of XML, limited depth, limited length of all that
 * has to be held in one piece, and bytes that are no text in the declared encoding are refused.
 *
 * @throws UnreadableXml
 */
export async function* scanXml(
  document: AsyncIterable<Uint8Array>,
  sink: XmlSink,
): AsyncGenerator<void, void> {
  const scanner = new Scanner(sink);
  try {
    for await (const bytes of document) {
      scanner.write(bytes);
      yield;
    }
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw new UnreadableXml(whyUnreadable(error), 0);
    throw error;
  }
  scanner.end();
  yield;
}

class Scanner {
  private readonly parser = new SaxesParser({ xmlns: true, position: true });
  private readonly sink: XmlSink;
  private decoder: TextDecoder | undefined;
  private depth = 0;
  /** Where what is held in one piece began. */
  private heldFrom = 0;
  private isEnding = false;

  constructor(sink: XmlSink) {
    this.sink = sink;
    const { parser } = this;
    parser.on('doctype', () => this.refuse(NO_DOCTYPE));
    parser.on('opentag', (tag) => this.open(tag));
    parser.on('closetag', () => {
      this.release();
      this.depth -= 1;
      sink.close();
    });
    const onText = (text: string) => {
      this.release();
      sink.text(text);
    };
    parser.on('text', onText);
    parser.on('cdata', onText);
    parser.on('comment', () => this.release());
    parser.on('processinginstruction', () => this.release());
    parser.on('error', (error) => this.refuse(this.inWords(error.message)));
  }

  write(bytes: Uint8Array): void {
    this.decoder ??= decoderFor(bytes);
    const text = this.decode(this.decoder, bytes);
    // In pieces, so that a document type is refused before all of it was taken.
    for (let from = 0; from < text.length; from += PIECE) {
      this.parser.write(text.slice(from, from + PIECE));
      if (this.parser.position - this.heldFrom > LONGEST) this.refuse(tooLong());
    }
  }

  end(): void {
    if (this.decoder === undefined) throw new UnreadableXml('is empty', 0);
    const rest = this.decode(this.decoder);
    this.isEnding = true;
    this.parser.write(rest).close();
  }

  private open(tag: SaxesTagNS): void {
    this.release();
    this.depth += 1;
    if (this.depth > DEEPEST) this.refuse(`has elements more than ${DEEPEST} deep; no bank statement has`);
    const attribute = (name: string) => tag.attributes[name]?.value;
    this.sink.open({ name: tag.local, namespace: tag.uri, attribute }, this.parser.line);
  }

  private release(): void {
    if (this.parser.position - this.heldFrom > LONGEST + PIECE) this.refuse(tooLong());
    this.heldFrom = this.parser.position;
  }

  private decode(decoder: TextDecoder, bytes?: Uint8Array): string {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      return this.refuse(`has bytes that are no ${decoder.encoding.toUpperCase()}; fetch the file again`);
    }
  }

  private inWords(message: string): string {
    const [, what = message] = /^(?:\d+:\d+: )?(.*?)\.?$/s.exec(message) ?? [];
    if (/undefined entity|entity not found/i.test(what)) {
      return 'has an entity of its own; only the five of XML are taken, as no bank statement needs others';
    }
    if (this.isEnding) return `is cut off (${what}); fetch the file again`;
    return `is no well-formed XML (${what}); fetch the file again`;
  }

  private refuse(reason: string): never {
    throw new UnreadableXml(reason, this.parser.line);
  }
}

const PIECE = 16_384;

const NO_DOCTYPE = 'has a document type (<!DOCTYPE …>); no bank statement has one, and none is taken';

function tooLong(): string {
  return `has a text, tag or comment of more than ${LONGEST} characters; no bank statement has`;
}

/** Encodings that banks declare; each is read as Node reads it, which is by the Encoding Standard. */
const ENCODINGS = ['UTF-8', 'UTF-16', 'US-ASCII', 'ISO-8859-1', 'ISO-8859-15', 'WINDOWS-1252'];

/** By byte order mark, else by the declaration, else UTF-8. */
function decoderFor(bytes: Uint8Array): TextDecoder {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  if (start.startsWith('PK\u0003\u0004')) throw new UnreadableXml('is a ZIP archive; unpack it first', 0);
  const mark = start.slice(0, 2);
  if (mark === '\u00ff\u00fe') return new TextDecoder('utf-16le', { fatal: true });
  if (mark === '\u00fe\u00ff') return new TextDecoder('utf-16be', { fatal: true });
  const text = start.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  if (!text.startsWith('<')) {
    throw new UnreadableXml(
      'is no XML; what is read are CAMT.053 and CAMT.054, as the bank delivers them',
      1,
    );
  }
  const declared = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1] ?? 'UTF-8';
  const known = ENCODINGS.find((encoding) => encoding === declared.toUpperCase());
  if (known === undefined || known === 'UTF-16') {
    const why = known === undefined ? 'is not read here' : 'has no byte order mark';
    throw new UnreadableXml(
      `is declared as ${JSON.stringify(declared.slice(0, 40))}, which ${why}; what is read are ${ENCODINGS.join(', ')}`,
      1,
    );
  }
  return new TextDecoder(known, { fatal: true });
}
