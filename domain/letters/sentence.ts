/** A piece of a sentence: words as they are, a value to be put in, or a clause that several texts share. */
type Piece =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'clause'; readonly name: string };

export type Sentence =
  | { readonly ok: true; readonly pieces: readonly Piece[] }
  | { readonly ok: false; readonly reason: string };

const MARK = /\{\{\s*(>?)\s*([^{}]*?)\s*\}\}/g;
const BRACES = 'has braces that do not belong together; write {{total}}';
const NAME = /^[A-Za-z][A-Za-z0-9]*$/;

/**
 * Reads a sentence with `{{value}}` and `{{> clause}}` in it; there is nothing else, so that no sentence can do
 * anything but say something.
 */
export function readSentence(source: string): Sentence {
  if (/\{{3}|\}{3}/.test(source)) return refuse(BRACES);
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of source.matchAll(MARK)) {
    const [all, clause, name = ''] = found;
    if (!NAME.test(name)) return refuse(`has ${all}, which names nothing; write a name such as {{total}}`);
    pieces.push({ kind: 'words', words: source.slice(end, found.index) });
    pieces.push({ kind: clause === '' ? 'value' : 'clause', name });
    end = found.index + all.length;
  }
  pieces.push({ kind: 'words', words: source.slice(end) });
  const broken = pieces.find((piece) => piece.kind === 'words' && /\{\{|\}\}/.test(piece.words));
  if (broken !== undefined) return refuse(BRACES);
  return { ok: true, pieces: pieces.filter((piece) => piece.kind !== 'words' || piece.words !== '') };
}

function refuse(reason: string): Sentence {
  return { ok: false, reason };
}
