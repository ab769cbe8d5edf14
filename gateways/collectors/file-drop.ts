import { join } from 'node:path';
import type { OrderContent, OrderDocument } from '../../contracts/collector.ts';
import type { CollectorSettings } from '../../domain/case/configuration.ts';
import { InstructionKind } from '../../domain/case/facts.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { fileNameOf, fileStemOf } from '../file-name.ts';
import { makeFolderIn, putOnce, traceFile } from '../outbox-file.ts';
import type { Delivery, Receipt } from '../port.ts';
import { json } from '../wire.ts';
import { readAnswers } from './answer-files.ts';
import { documentBytes } from './documents.ts';
import { instructionMessage } from './instruction.ts';
import { orderMessage } from './order.ts';
import type { Collector, CollectorContent } from './port.ts';

export type FileSettings = Extract<CollectorSettings, { kind: 'file' }>;

export const ANSWERS = 'answers';

/**
 * A collector that fetches orders from a folder: each order and each instruction is one JSON file that appears
 * whole. Where it acknowledges, its reports are files too.
 */
export function createFileCollector(
  folderOf: (settings: FileSettings) => Promise<string>,
): Collector<CollectorContent> {
  return {
    name: 'collector by files',
    dedupes: true,
    async deliver(delivery) {
      const { key, content } = delivery;
      const folder = await folderOf(fileSettings(content));
      const name = fileNameOf(key, '.json');
      if (content.kind === EffectKind.ORDER) await putOrder(folder, name, { ...delivery, content });
      else await putOnce(folder, name, json(instructionMessage({ key, content })));
      return { state: stateOf(content), providerId: name };
    },
    async trace(key, content) {
      if (content === null) return 'unknown';
      const folder = await folderOf(fileSettings(content));
      const trace = await traceFile(folder, fileNameOf(key, '.json'));
      return trace === 'delivered' ? stateOf(content) : trace;
    },
    async ask(order, { settings }) {
      const file = settings as FileSettings;
      if (!file.acknowledged) return null;
      return readAnswers(join(await folderOf(file), ANSWERS), order);
    },
  };
}

function fileSettings({ target }: CollectorContent): FileSettings {
  return target.settings as FileSettings;
}

/** Documents come first: the order's own file says that all of it is there. */
async function putOrder(folder: string, name: string, delivery: Delivery<OrderContent>): Promise<void> {
  const { key, content } = delivery;
  const beside = fileStemOf(key, '.json');
  const message = orderMessage(delivery, (document) => `${beside}/${documentName(document)}`);
  const isThere = (await traceFile(folder, name)) === 'delivered';
  if (!isThere && content.documents.length > 0) {
    const documents = await makeFolderIn(folder, beside);
    for (const document of content.documents) {
      await putOnce(documents, documentName(document), await documentBytes(delivery, document));
    }
  }
  await putOnce(folder, name, json(message));
}

/** The beginning of the hash keeps apart what some file systems would take for one name. */
function documentName({ name, hash }: OrderDocument): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  return fileNameOf(`${hash.slice(0, 12)}-${stem}`, fileNameOf(extension, ''));
}

/** Without acknowledgement what is written counts; with it an order, or its withdrawal, waits for a report. */
function stateOf(content: CollectorContent): Receipt['state'] {
  if (!fileSettings(content).acknowledged) return EffectState.DELIVERED;
  const waits = content.kind === EffectKind.ORDER || content.about.kind === InstructionKind.WITHDRAWAL;
  return waits ? EffectState.HANDED_OVER : EffectState.DELIVERED;
}
