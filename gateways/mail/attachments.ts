import type { LevelContent } from '../../contracts/effects.ts';
import type { Delivery } from '../port.ts';
import { clipped, oneLine } from '../printable.ts';
import { refusal } from '../refusal.ts';

const MAX_NAME = 100;

/** The documents that go with an e-mail; one whose document is gone must not leave without it. */
export function attachmentsOf({ content, readDocument }: Delivery<LevelContent>) {
  return Promise.all(
    (content.enclosed ?? []).map(async ({ name, type, hash }) => {
      const bytes = await readDocument?.(hash);
      if (bytes === undefined) {
        throw refusal(`The content of document ${hash.slice(0, 12)} of the e-mail is gone.`);
      }
      return { filename: clipped(oneLine(name), MAX_NAME), contentType: type, content: Buffer.from(bytes) };
    }),
  );
}
