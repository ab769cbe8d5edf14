import { fileTypeFromBuffer } from 'file-type';
import { textOf } from './text-content.ts';

/**
 * What a content is, by its bytes and nothing else: `application/pdf`, `text/plain`. A name or header that came
 * with it may say anything. What is not recognized is `application/octet-stream`.
 */
export async function recognizeType(content: Uint8Array): Promise<string> {
  // A PDF may be written in plain characters throughout, so it is looked for before text is.
  if (startsWith(content, '%PDF-')) return 'application/pdf';
  // Text goes first: to magic numbers, every text beginning with BM is a picture and with MZ a program.
  const text = textOf(content);
  if (text !== undefined) return kindOfText(text);
  return (await fileTypeFromBuffer(content))?.mime ?? 'application/octet-stream';
}

function kindOfText(text: string): string {
  const start = text.trimStart();
  if (text.startsWith('#!')) return 'text/x-shellscript';
  if (text.startsWith('{\\rtf')) return 'application/rtf';
  if (text.startsWith('%!PS')) return 'application/postscript';
  if (/^(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(start)) return 'text/html';
  if (/^<\?xml\s/.test(start)) return /<html\b/i.test(start.slice(0, 1000)) ? 'text/html' : 'application/xml';
  if (/^[[{]/.test(start) && isJson(start)) return 'application/json';
  if (isMail(text)) return 'message/rfc822';
  return 'text/plain';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Header lines up to an empty one, and among them what every e-mail has: a sender, and one more of the usual. */
function isMail(text: string): boolean {
  const head = text.slice(0, 64 * 1024).split(/\r?\n\r?\n/, 1)[0] ?? '';
  const names = new Set<string>();
  for (const line of head.split(/\r?\n/)) {
    // A line that begins with a space goes on with the header before it.
    if (/^[ \t]/.test(line) && names.size > 0) continue;
    const name = /^([!-9;-~]+):/.exec(line)?.[1];
    if (name === undefined) return false;
    names.add(name.toLowerCase());
  }
  return names.has('from') && USUAL_HEADERS.some((name) => names.has(name));
}

const USUAL_HEADERS = ['date', 'message-id', 'mime-version', 'received', 'return-path'];

function startsWith(content: Uint8Array, text: string): boolean {
  return content.length >= text.length && [...text].every((char, at) => content[at] === char.charCodeAt(0));
}
