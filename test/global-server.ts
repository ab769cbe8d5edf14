import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import type { TestProject } from 'vitest/node';
import { SearchAttribute } from '../contracts/search-attributes.ts';
import { findServer } from '../temporal/find-server.ts';
import { type LocalServer, Way } from '../temporal/found-server.ts';
import { startServer } from '../temporal/start-server.ts';
import { bundleOptions } from '../worker/workflow-bundle.ts';

/** The one server of all tests, and the bundle of the workflows made once for all of them. */
export interface SharedServer {
  readonly address: string;
  readonly bundlePath: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Or in words why there is none: tests that need no server run all the same. */
    readonly server: SharedServer | { readonly problem: string };
  }
}

export const NAMESPACE = 'dunwell-test';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'dunwell-global-'));
  const bundlePath = join(folder, 'bundle.js');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const [server] = await Promise.all([start(), bundle(bundlePath)]);
    project.provide('server', { address: server.address, bundlePath });
    return async () => {
      await server.stop();
      remove();
    };
  } catch (error) {
    project.provide('server', { problem: (error as Error).message });
    return async () => remove();
  }
}

async function start() {
  const found = (await findServer({ ways: [Way.built] })) as LocalServer;
  return startServer({ found, port: 0, namespace: NAMESPACE, searchAttributes: SearchAttribute });
}

async function bundle(path: string): Promise<void> {
  const { code } = await bundleWorkflowCode(bundleOptions());
  writeFileSync(path, code);
}
