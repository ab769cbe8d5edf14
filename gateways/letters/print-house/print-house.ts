import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { LevelContent } from '../../../contracts/effects.ts';
import { PrintForm } from '../../../domain/channels/letter.ts';
import { EffectKind, EffectState } from '../../../domain/effects/effect.ts';
import type { Gateway } from '../../port.ts';
import { refusal } from '../../refusal.ts';
import { findPdf, makeShelf, shelve, traceShelved } from './shelf.ts';

const TYPE = 'application/pdf';

export interface PrintHouseOptions {
  /** The folder below which each creditor has one; made where it may be. */
  folder(): string;
  readonly form: PrintForm;
  render(content: LevelContent): Promise<Uint8Array>;
}

/** Lays letters ready for the day's batch of their creditor; what lies there whole counts as delivered. */
export function createPrintHouse({
  folder: makeFolder,
  form,
  render,
}: PrintHouseOptions): Gateway<LevelContent> {
  const folderOf = (creditor: string) => join(makeFolder(), creditor);
  return {
    name: 'print house',
    dedupes: true,
    async deliver({ key, content, asOf }) {
      if (content.kind !== EffectKind.LEVEL)
        throw refusal(`The print house takes no ${String(content.kind)}.`);
      const shelf = await makeShelf(makeFolder(), content.creditor.id);
      const keepContent = form === PrintForm.COMBINED;
      const letter = { key, content, at: asOf, keepContent };
      return receiptOf(await shelve(shelf, letter, () => render(content), describePdf));
    },
    trace: async (key) => traceShelved(folderOf(creditorOf(key)), key),
    copies: {
      async find(key) {
        const bytes = await findPdf(folderOf(creditorOf(key)), key);
        return bytes === undefined ? undefined : { type: TYPE, bytes };
      },
      render: async ({ content }) => ({ type: TYPE, bytes: await render(content) }),
    },
  };
}

function receiptOf({ file, sha256 }: { readonly file: string; readonly sha256: string }) {
  return { state: EffectState.DELIVERED, providerId: file, contentHash: sha256 } as const;
}

function describePdf(bytes: Uint8Array): { readonly pages: number; readonly sha256: string } {
  const pages =
    Buffer.from(bytes)
      .toString('latin1')
      .match(/\/Type \/Page\n/g)?.length ?? 0;
  return { pages, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Keys begin with what they are about and whose it is. */
function creditorOf(key: string): string {
  return decodeURIComponent(key.split('/')[1] ?? '');
}
