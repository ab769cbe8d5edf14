import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileNameOf } from '../file-name.ts';
import { makeOutboxFolder, putOnce, traceFile } from '../outbox-file.ts';
import { GatewayFailure } from '../port.ts';
import { json } from '../wire.ts';
import { readAnswer, receiptOf, type WrittenAnswer, wordIn } from './answer.ts';
import { messageOf } from './message.ts';
import type { AnsweringGateway } from './port.ts';
import { messageCsv } from './write-message.ts';

const WRITERS = { json: json, csv: messageCsv } as const;

/**
 * Leaves each signal as a file in `signals/` of the folder, whole or not at all, and reads the service's answer
 * from a JSON file of the same name in `answers/`.
 */
export function createMunicipalityFileDrop(
  service: string,
  { folder, writes }: { readonly folder: string; readonly writes: 'json' | 'csv' },
): AnsweringGateway {
  const signals = join(folder, 'signals');
  const answers = join(folder, 'answers');
  for (const made of [signals, answers]) makeOutboxFolder(made);
  const nameOf = (reference: string) => fileNameOf(reference, `.${writes}`);
  const read = (reference: string) => answerIn(join(answers, fileNameOf(reference, '.json')));
  return {
    name: `${service} by files`,
    dedupes: true,
    async deliver({ key, content }) {
      const name = nameOf(key);
      await putOnce(signals, name, WRITERS[writes](messageOf(content, service)));
      return receiptOf(service, await read(key), name);
    },
    async trace(key) {
      const there = await traceFile(signals, nameOf(key));
      if (there !== 'delivered') return there;
      return (await read(key).catch(() => undefined))?.state === 'acknowledged' ? 'delivered' : 'handed over';
    },
    async answer(reference) {
      return wordIn(await read(reference));
    },
  };
}

async function answerIn(file: string): Promise<WrittenAnswer | undefined> {
  try {
    return readAnswer(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new GatewayFailure(`The answers of the service cannot be read: ${String(error)}`, {
      isTemporary: true,
      mayHaveArrived: true,
      cause: error,
    });
  }
}
