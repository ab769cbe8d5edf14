import { join } from 'node:path';
import type { PrintHouseSettings } from '../../../domain/channels/letter.ts';
import type { Day, Instant } from '../../../domain/kernel/day.ts';
import { layoutOf } from '../layout-of.ts';
import { renderLettersPdf } from '../pdf/render-pdf.ts';
import { closeBatch } from './close-batch.ts';
import { DISK } from './disk.ts';
import { printFolder } from './folder.ts';

/** Closes the batch of a day in the folder that the settings name; returns the days of what is complete now. */
export async function closePrintBatch(
  outbox: string,
  settings: PrintHouseSettings,
  { creditor, country }: { readonly creditor: string; readonly country: string },
  closing: { readonly on: Day; readonly at: Instant },
  onProgress: () => void,
): Promise<readonly Day[]> {
  const options = {
    disk: DISK,
    folder: join(printFolder(outbox, settings), creditor),
    creditor,
    home: country.split('-')[0] ?? country,
    postage: settings.postage,
    form: settings.form,
    onProgress,
    combine: async (contents: Parameters<typeof renderLettersPdf>[0]) =>
      renderLettersPdf(contents, await layoutOf(settings.layout), onProgress),
  };
  return closeBatch(options, closing);
}
