import Handlebars from 'handlebars';
import type { LevelContent } from '../../contracts/effects.ts';
import { composeLetter, type Letter } from './compose.ts';
import { readLayout } from './layout-folder.ts';

export interface RenderedLevel {
  readonly subject: string;
  readonly text: string;
  /** A whole HTML document, for mail programs. */
  readonly html: string;
}

interface PrintedLetter extends Letter {
  readonly address: readonly string[];
}

const asText = layout<Letter>('mail.txt.hbs', { noEscape: true });
const asMail = layout<Letter>('mail.html.hbs');
const asPage = layout<PrintedLetter>('letter.html.hbs');

/** A reminder or notice as an e-mail: its subject, and its body as text and as HTML. */
export function renderLevel(content: LevelContent): RenderedLevel {
  const letter = composeLetter(content);
  return { subject: letter.subject, text: asText(letter), html: asMail(letter) };
}

/** A reminder or notice as an HTML page that prints on A4. */
export function renderPage(content: LevelContent, address: readonly string[]): string {
  return asPage({ ...composeLetter(content), address });
}

/** A layout, read and compiled on first use; a variable that is missing makes it throw. */
function layout<View>(name: string, options: { noEscape?: boolean } = {}): (view: View) => string {
  let render: Handlebars.TemplateDelegate<View> | undefined;
  return (view) => {
    render ??= Handlebars.compile<View>(readLayout(name), {
      ...options,
      strict: true,
      knownHelpersOnly: true,
    });
    return render(view);
  };
}
