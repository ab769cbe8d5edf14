import type { LevelContent } from '../../contracts/effects.ts';
import { createFileGateway } from '../file-gateway.ts';
import type { Gateway } from '../port.ts';
import { renderLetterPdf } from './pdf/render-pdf.ts';

/** Leaves each letter as a PDF in the folder, ready to be printed. */
export function createLetterFileOutbox(options: {
  readonly folder: string;
  readonly render?: (content: LevelContent) => Promise<Uint8Array>;
}): Gateway<LevelContent> {
  const { render = renderLetterPdf } = options;
  return createFileGateway<LevelContent>(options.folder, {
    name: 'letter outbox',
    takes: 'level',
    extension: '.pdf',
    type: 'application/pdf',
    earlier: { extension: '.html', type: 'text/html' },
    write: ({ content }) => render(content),
  });
}
