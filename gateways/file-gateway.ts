import type { EffectContent } from '../contracts/effects.ts';
import { fileNameOf } from './file-name.ts';
import { putOnce, traceFile } from './outbox-file.ts';
import type { Gateway, Parcel } from './port.ts';
import { refusal } from './refusal.ts';

/** What one kind of file outbox adds to the common part. */
export interface FileKind<Content extends EffectContent> {
  readonly name: string;
  /** The only kind of content it takes. */
  readonly takes: Content['kind'];
  /** With its dot. */
  readonly extension: string;
  /** The file's content; the same for the same parcel. */
  readonly write: (parcel: Parcel<Content>) => string | Uint8Array | Promise<string | Uint8Array>;
}

/** A gateway that delivers by leaving one file per key in a folder; the first content stays. */
export function createFileGateway<Content extends EffectContent>(
  folder: string,
  kind: FileKind<Content>,
): Gateway<Content> {
  return {
    name: kind.name,
    dedupes: true,
    async deliver(parcel) {
      const { content } = parcel;
      if (content.kind !== kind.takes) throw refusal(`The ${kind.name} takes no ${content.kind}.`);
      const name = fileNameOf(parcel.key, kind.extension);
      await putOnce(folder, name, await kind.write(parcel));
      return { state: 'delivered', providerId: name };
    },
    trace: (key) => traceFile(folder, fileNameOf(key, kind.extension)),
  };
}
