import type { LevelContent } from '../../contracts/effects.ts';
import { createFileGateway } from '../file-gateway.ts';
import type { Gateway } from '../port.ts';
import { addressLines } from './address.ts';
import { renderPage } from './render.ts';

/** Leaves each letter as an HTML page in the folder, ready to be printed. */
export function createLetterFileOutbox(options: { readonly folder: string }): Gateway<LevelContent> {
  return createFileGateway<LevelContent>(options.folder, {
    name: 'letter outbox',
    takes: 'level',
    extension: '.html',
    type: 'text/html',
    write: ({ content }) => renderPage(content, addressLines(content)),
  });
}
