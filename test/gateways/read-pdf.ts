import { inflateSync } from 'node:zlib';

/**
 * The text of a PDF as pdfkit writes it, page by page: strings of glyph numbers, put back into letters by the
 * table that each font carries for copying.
 */
export function textOfPdf(pdf: Buffer): string[] {
  const objects = new Map<string, { head: string; stream: string }>();
  const source = pdf.toString('latin1');
  for (const match of source.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    objects.set(match[1] as string, partsOf(match[2] as string));
  }
  return [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\n/.test(head))
    .map(({ head }) => textOfPage(head, objects));
}

type Objects = ReadonlyMap<string, { readonly head: string; readonly stream: string }>;

function partsOf(body: string): { head: string; stream: string } {
  const [head = '', rest] = body.split(/\nstream\n/);
  if (rest === undefined) return { head, stream: '' };
  const bytes = Buffer.from(rest.replace(/\nendstream$/, ''), 'latin1');
  const isPlain = !head.includes('FlateDecode');
  return { head, stream: (isPlain ? bytes : inflateSync(bytes)).toString('latin1') };
}

function textOfPage(page: string, objects: Objects): string {
  const at = (text: string, key: string) =>
    objects.get(new RegExp(`/${key} (\\d+) 0 R`).exec(text)?.[1] ?? '') ?? { head: '', stream: '' };
  const resources = at(page, 'Resources').head;
  const { stream } = at(page, 'Contents');
  let letters: ReadonlyMap<string, string> = new Map();
  const lines: string[] = [];
  for (const token of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/g)) {
    const [, font, shown] = token;
    if (font !== undefined) letters = lettersOf(at(at(resources, font).head, 'ToUnicode').stream);
    else lines.push(spelled(shown ?? '', letters));
  }
  return lines.join('\n');
}

function lettersOf(table: string): ReadonlyMap<string, string> {
  const letters = new Map<string, string>();
  for (const [, first, values] of table.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    let glyph = Number.parseInt(first as string, 16);
    for (const [, units] of (values as string).matchAll(/<([0-9a-f ]*)>/gi)) {
      const bytes = Buffer.from((units ?? '').replaceAll(' ', ''), 'hex').swap16();
      letters.set(glyph.toString(16).padStart(4, '0'), bytes.toString('utf16le'));
      glyph += 1;
    }
  }
  return letters;
}

function spelled(shown: string, letters: ReadonlyMap<string, string>): string {
  const glyphs = [...shown.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, run]) => run?.match(/.{4}/g) ?? []);
  return glyphs.map((glyph) => letters.get(glyph) ?? '').join('');
}
