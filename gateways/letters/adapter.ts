import { stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { LevelContent } from '../../contracts/effects.ts';
import { type LetterSettings, LetterWay } from '../../domain/channels/letter.ts';
import type { ChannelAdapter, Checked } from '../channels/adapter.ts';
import { createLetterFileOutbox } from './file-outbox.ts';
import { layoutOf } from './layout-of.ts';
import { renderLetterPdf } from './pdf/render-pdf.ts';
import { makePrintFolder, printFolder } from './print-house/folder.ts';
import { createPrintHouse } from './print-house/print-house.ts';

/** How the section `letter` becomes a gateway. */
export const letterAdapter: ChannelAdapter<LetterSettings> = {
  open(settings, { folder, outbox }) {
    const render = async (content: LevelContent) => renderLetterPdf(content, await layoutOf(settings.layout));
    switch (settings.kind) {
      case LetterWay.OUTBOX:
        return settings.layout === undefined
          ? outbox
          : createLetterFileOutbox({ folder: join(folder, 'letters'), render });
      case LetterWay.PRINT_HOUSE:
        return createPrintHouse({
          folder: () => makePrintFolder(folder, settings),
          form: settings.form,
          render,
        });
      default:
        return settings satisfies never;
    }
  },
  async check(settings, { folder }) {
    const checks = [await tried('the layout of letters', () => layoutOf(settings.layout))];
    if (settings.kind === LetterWay.PRINT_HOUSE) {
      const place = printFolder(folder, settings);
      checks.push(
        await tried(`the folder ${place}`, () => stat(isAbsolute(settings.folder) ? place : folder)),
      );
    }
    return checks;
  },
};

async function tried(what: string, attempt: () => Promise<unknown>): Promise<Checked> {
  try {
    await attempt();
    return { what, passes: true, says: 'It is there.' };
  } catch (error) {
    return { what, passes: false, says: error instanceof Error ? error.message : String(error) };
  }
}
