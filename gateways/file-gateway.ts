import { createHash } from 'node:crypto';
import type { EffectContent } from '../contracts/effects.ts';
import { EffectState } from '../domain/effects/effect.ts';
import { fileNameOf } from './file-name.ts';
import { putOnce, readFromOutbox, traceFile } from './outbox-file.ts';
import type { Copy, Delivery, Gateway, Receipt, Trace } from './port.ts';
import { refusal } from './refusal.ts';

/** What one kind of file outbox adds to the common part. */
export interface FileKind<Content extends EffectContent> {
  readonly name: string;
  /** The only kind of content it takes. */
  readonly takes: Content['kind'];
  /** With its dot. */
  readonly extension: string;
  /** Media type of files that are documents for people; other files have no copies. */
  readonly type?: string;
  /** How earlier versions left such files; one that stands there is the delivery of its key. */
  readonly earlier?: { readonly extension: string; readonly type: string };
  /** The file's content; the same for the same delivery. */
  readonly write: (delivery: Delivery<Content>) => string | Uint8Array | Promise<string | Uint8Array>;
}

/** A gateway that delivers by leaving one file per key in a folder; the first content stays. */
export function createFileGateway<Content extends EffectContent>(
  folder: string,
  kind: FileKind<Content>,
): Gateway<Content> {
  const { type, earlier } = kind;
  const nameOf = (key: string) => fileNameOf(key, kind.extension);
  const earlierNameOf = (key: string) =>
    earlier === undefined ? undefined : fileNameOf(key, earlier.extension);

  async function findFile(key: string): Promise<(Copy & { readonly name: string }) | undefined> {
    for (const [name, itsType] of [
      [nameOf(key), type],
      [earlierNameOf(key), earlier?.type],
    ]) {
      if (name === undefined || itsType === undefined) continue;
      const bytes = await readFromOutbox(folder, name);
      if (bytes !== undefined) return { type: itsType, bytes, name };
    }
    return undefined;
  }

  return {
    name: kind.name,
    dedupes: true,
    async deliver(delivery): Promise<Receipt> {
      const { key, content } = delivery;
      if (content.kind !== kind.takes) throw refusal(`The ${kind.name} takes no ${content.kind}.`);
      const name = nameOf(key);
      const before = earlierNameOf(key);
      const isThere = before !== undefined && (await traceFile(folder, before)) === 'delivered';
      if (!isThere) await putOnce(folder, name, await kind.write(delivery));
      // What stands there counts: an attempt that was cut off may have written it, with another date in it.
      const standing = type === undefined ? undefined : await findFile(key);
      if (standing === undefined) return { state: EffectState.DELIVERED, providerId: name };
      return { state: EffectState.DELIVERED, providerId: standing.name, contentHash: sha256(standing.bytes) };
    },
    async trace(key): Promise<Trace> {
      const trace = await traceFile(folder, nameOf(key));
      const before = earlierNameOf(key);
      return trace === 'absent' && before !== undefined ? traceFile(folder, before) : trace;
    },
    ...(type === undefined
      ? {}
      : {
          copies: {
            find: findFile,
            render: async (delivery) => ({ type, bytes: Buffer.from(await kind.write(delivery)) }),
          },
        }),
  };
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
