import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, inject } from 'vitest';
import { createDunwellClient, type DunwellClient } from '../../client/client.ts';
import type { EffectContent } from '../../contracts/effects.ts';
import { SearchAttribute } from '../../contracts/search-attributes.ts';
import type { Database } from '../../db/database.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Gateways } from '../../gateways/gateways.ts';
import type { Municipalities } from '../../gateways/municipalities/port.ts';
import type { Gateway } from '../../gateways/port.ts';
import { connect, type TemporalConnections } from '../../temporal/connect.ts';
import { ensureNamespace } from '../../temporal/ensure-namespace.ts';
import { ensureSearchAttributes } from '../../temporal/ensure-search-attributes.ts';
import { createWorker } from '../../worker/create-worker.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { openTestDatabase, type TestDatabase } from '../db/test-database.ts';
import { startOnItsDay } from './start-on-its-day.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** One database, one worker and one namespace, shared by the tests of a file. */
export interface Office {
  readonly db: Database;
  /** Its data folder; on SQLite the books lie in it. */
  readonly folder: string;
  readonly namespace: string;
  readonly temporal: Client;
  readonly client: DunwellClient;
  /** Gateways of one creditor; desks put theirs here. */
  readonly gatewaysOf: Map<string, Gateways>;
  /** When a workflow begins, by its id; others begin on the day of their row, or now. */
  readonly beginsAt: Map<string, Instant>;
  /** While set, every transaction of the worker fails with it. */
  fault: Error | null;
  startWorker(): Promise<void>;
  stopWorker(): Promise<void>;
}

export interface OfficeSettings {
  /** False: handing a key over twice to its gateways may arrive twice. */
  readonly dedupes?: boolean;
  readonly municipalities?: Municipalities;
}

/** The office of this file: opened before its first test, closed after its last. */
export function openOffice(settings: OfficeSettings = {}): Office {
  let opened: OpenOffice | undefined;
  beforeAll(async () => {
    opened = await OpenOffice.open(settings);
  });
  afterAll(async () => {
    await opened?.close();
  });
  // Tests see the office only while it is open.
  return new Proxy({} as Office, {
    get: (_target, name) => {
      if (opened === undefined) throw new Error('the office is not open yet');
      const value = Reflect.get(opened, name, opened);
      return typeof value === 'function' ? value.bind(opened) : value;
    },
    set: (_target, name, value) => opened !== undefined && Reflect.set(opened, name, value, opened),
  });
}

class OpenOffice implements Office {
  readonly namespace: string;
  readonly db: Database;
  readonly client: DunwellClient;
  readonly gatewaysOf = new Map<string, Gateways>();
  readonly beginsAt = new Map<string, Instant>();
  fault: Error | null = null;
  private readonly connections: TemporalConnections;
  private readonly bundlePath: string;
  readonly folder: string;
  private readonly books: TestDatabase;
  private readonly settings: OfficeSettings;
  private running: { worker: Worker; end: Promise<void> } | undefined;

  private constructor(parts: {
    namespace: string;
    books: TestDatabase;
    connections: TemporalConnections;
    bundlePath: string;
    folder: string;
    settings: OfficeSettings;
  }) {
    this.namespace = parts.namespace;
    this.db = parts.books.db;
    this.books = parts.books;
    this.connections = parts.connections;
    this.bundlePath = parts.bundlePath;
    this.folder = parts.folder;
    this.settings = parts.settings;
    this.client = createDunwellClient(parts.connections.client);
  }

  static async open(settings: OfficeSettings): Promise<OpenOffice> {
    const server = inject('server');
    if ('problem' in server) throw new Error(`there is no server for this test: ${server.problem}`);
    installRuntime(() => undefined);
    // Files share the task queue's name, and a sweep holds all workflows of its namespace against its books: what
    // another file has left running there would be strangers.
    const namespace = `dunwell-test-${randomUUID()}`;
    const connections = await connect(server, namespace);
    await ensureNamespace(connections.connection, namespace, 1);
    await ensureSearchAttributes(connections.connection, namespace, SearchAttribute);
    const folder = temporaryFolder('dunwell-office-');
    const books = await openTestDatabase(folder);
    const { bundlePath } = server;
    const office = new OpenOffice({ namespace, books, connections, bundlePath, folder, settings });
    startOnItsDay(connections.client, office.db, office.beginsAt);
    await office.startWorker();
    return office;
  }

  get temporal(): Client {
    return this.connections.client;
  }

  async startWorker(): Promise<void> {
    const { native: connection, client } = this.connections;
    const worker = await createWorker({
      connection,
      client,
      namespace: this.namespace,
      db: this.faultyDatabase(),
      gateways: this.routedGateways(),
      ...(this.settings.municipalities === undefined ? {} : { municipalities: this.settings.municipalities }),
      bundle: { codePath: this.bundlePath },
    });
    this.running = { worker, end: worker.run() };
  }

  async stopWorker(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    running?.worker.shutdown();
    await running?.end;
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.connections.close();
    await this.books.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private faultyDatabase(): Database {
    return new Proxy(this.db, {
      get: (db, name) => {
        const value = Reflect.get(db, name, db);
        if (name !== 'transaction') return typeof value === 'function' ? value.bind(db) : value;
        return async (...asked: Parameters<Database['transaction']>) => {
          if (this.fault !== null) throw this.fault;
          return db.transaction(...asked);
        };
      },
    });
  }

  /** Each creditor's effects go to the gateways of its own test. */
  private routedGateways(): Gateways {
    const gatewaysFor = (key: string): Gateways => {
      const gateways = this.gatewaysOf.get(decodeURIComponent(key.split('/')[1] ?? ''));
      if (gateways === undefined) throw new Error(`no test waits for the effect ${key}`);
      return gateways;
    };
    const routed = (channel: Channel): Gateway => {
      const gatewayFor = (key: string): Gateway => gatewaysFor(key)[channel] as Gateway;
      return {
        name: `routed ${channel}`,
        dedupes: this.settings.dedupes ?? true,
        deliver: async (delivery: { key: string; content: EffectContent; asOf: number }) =>
          gatewayFor(delivery.key).deliver(delivery),
        trace: async (key, content) => gatewayFor(key).trace(key, content),
      };
    };
    return {
      email: routed('email'),
      letter: routed('letter'),
      webhook: routed('webhook'),
      collector: {
        ...routed('collector'),
        ask: async (order, target) => gatewaysFor(order).collector.ask(order, target),
      },
      operator: routed('operator'),
    };
  }
}

/** Waits until something is there; fails with what was waited for. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  limitMs = 30_000,
): Promise<T> {
  for (const end = Date.now() + limitMs; ; await sleep(25)) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`waited too long until ${what}`);
  }
}
