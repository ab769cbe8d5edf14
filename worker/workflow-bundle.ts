import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BundleOptions, bundleWorkflowCode, type WorkflowBundleOption } from '@temporalio/worker';

/** Releases ship the bundle ready-made; in a clone it is made from the sources, which takes about a second. */
const SHIPPED = fileURLToPath(new URL('../workflows/bundle.js', import.meta.url));

/** What the bundler needs to know: sources in a clone, compiled files in a release. */
export function bundleOptions(): BundleOptions {
  return {
    workflowsPath: fileOf('index'),
    payloadConverterPath: fileOf('payload-converter'),
    workflowInterceptorModules: [fileOf('interceptors')],
    logger: silent,
  };
}

function fileOf(name: string): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`../workflows/${name}.${extension}`, import.meta.url));
}

export async function workflowBundle(): Promise<WorkflowBundleOption> {
  if (existsSync(SHIPPED)) return { codePath: SHIPPED };
  return bundleWorkflowCode(bundleOptions());
}

const nothing = () => undefined;
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
