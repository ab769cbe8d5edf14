import { createHash } from 'node:crypto';
import type { EffectContent } from '../contracts/effects.ts';
import { EffectState } from '../domain/effects/effect.ts';
import { fileNameOf } from './file-name.ts';
import { putOnce, readFromOutbox, traceFile } from './outbox-file.ts';
import type { Delivery, Gateway } from './port.ts';
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
  /** The file's content; the same for the same delivery. */
  readonly write: (delivery: Delivery<Content>) => string | Uint8Array | Promise<string | Uint8Array>;
}

/** A gateway that delivers by leaving one file per key in a folder; the first content stays. */
export function createFileGateway<Content extends EffectContent>(
  folder: string,
  kind: FileKind<Content>,
): Gateway<Content> {
  const { type } = kind;
  const nameOf = (key: string) => fileNameOf(key, kind.extension);
  const find = (key: string) => readFromOutbox(folder, nameOf(key));
  return {
    name: kind.name,
    dedupes: true,
    async deliver(delivery) {
      const { content } = delivery;
      if (content.kind !== kind.takes) throw refusal(`The ${kind.name} takes no ${content.kind}.`);
      const name = nameOf(delivery.key);
      await putOnce(folder, name, await kind.write(delivery));
      if (type === undefined) return { state: EffectState.DELIVERED, providerId: name };
      // What stands there counts: an attempt that was cut off may have written it, with another date in it.
      const standing = await find(delivery.key);
      if (standing === undefined) return { state: EffectState.DELIVERED, providerId: name };
      return { state: EffectState.DELIVERED, providerId: name, contentHash: sha256(standing) };
    },
    trace: (key) => traceFile(folder, nameOf(key)),
    ...(type === undefined
      ? {}
      : { copies: { type, find, render: async (delivery) => Buffer.from(await kind.write(delivery)) } }),
  };
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
