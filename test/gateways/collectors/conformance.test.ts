import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CollectorSettings } from '../../../domain/case/configuration.ts';
import { createCollectors } from '../../../gateways/collectors/collectors.ts';
import type { InstructionMessage } from '../../../gateways/collectors/instruction.ts';
import type { OrderMessage } from '../../../gateways/collectors/order.ts';
import { fileStemOf } from '../../../gateways/file-name.ts';
import { AUTHORITY } from '../https/certificate.ts';
import { tempFolder } from '../temp-folder.ts';
import { collectorsKeepTo, type Subject } from './conformance.ts';
import { Act, startMisbehavingCollector } from './misbehaving-collector.ts';
import { ENVIRONMENT, KEY, SECRET, targetOf } from './samples.ts';

collectorsKeepTo('hand', async () => {
  const open = () => createCollectors({ folder: tempFolder(), environment: {} });
  const collector = open();
  return {
    collector,
    target: targetOf({ kind: 'hand' }),
    again: open,
    orders: () => null,
    instructions: () => [],
    document: () => undefined,
    says: null,
    loseAnswer: () => undefined,
    close: () => collector.close(),
  };
});

async function byFiles(acknowledged: boolean): Promise<Subject> {
  const outbox = tempFolder();
  const folder = join(outbox, 'alpha');
  const open = () => createCollectors({ folder: outbox, environment: {} });
  const messages = <Message>(format: string) =>
    readdirSync(outbox).length === 0
      ? []
      : readdirSync(folder)
          .filter((name) => name.endsWith('.json'))
          .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
          .filter((message) => message.format === format)
          .map((message) => message as Message);
  let answers = 0;
  return {
    collector: open(),
    target: targetOf({ kind: 'file', folder: 'alpha', acknowledged, askEveryMinutes: 60 }),
    again: open,
    orders: () => messages<OrderMessage>('dunwell/collector-order/2'),
    instructions: () => messages<InstructionMessage>('dunwell/collector-instruction/1'),
    document: (order, name) => {
      const file = order.documents.find((one) => one.name === name)?.file;
      return file == null ? undefined : readFileSync(join(folder, file));
    },
    says: acknowledged
      ? (text) =>
          writeFileSync(join(folder, 'answers', `${fileStemOf(KEY, '.json')}-${++answers}.json`), text)
      : null,
    loseAnswer: () => undefined,
    close: async () => undefined,
  };
}

collectorsKeepTo('files', () => byFiles(false));
collectorsKeepTo('files with acknowledgement', () => byFiles(true));

async function byHttps(tls: boolean): Promise<Subject> {
  const server = await startMisbehavingCollector({ secret: SECRET, tls });
  const folder = tempFolder();
  const ca = join(folder, 'authority.pem');
  writeFileSync(ca, AUTHORITY);
  const settings: CollectorSettings = {
    kind: 'https',
    url: server.url,
    secret: 'env:COLLECTOR_SECRET',
    timeoutSeconds: 5,
    askEveryMinutes: 60,
    ...(tls ? { ca } : {}),
  };
  const opened: ReturnType<typeof createCollectors>[] = [];
  const open = () => {
    const collector = createCollectors({ folder, environment: ENVIRONMENT });
    opened.push(collector);
    return collector;
  };
  return {
    collector: open(),
    target: targetOf(settings),
    again: open,
    orders: () => [...server.books.values()].map(({ message }) => message),
    instructions: () => [...server.books.values()].flatMap(({ instructions }) => [...instructions.values()]),
    document: (order, name) =>
      server.documents.get(order.documents.find((one) => one.name === name)?.sha256 ?? ''),
    says: (text) => server.says(KEY, text),
    loseAnswer: () => server.willDo(Act.LOSE_ANSWER),
    async close() {
      await Promise.all(opened.map((collector) => collector.close()));
      await server.close();
    },
  };
}

collectorsKeepTo('HTTP on this machine', () => byHttps(false));
collectorsKeepTo('HTTPS with a private authority', () => byHttps(true));
