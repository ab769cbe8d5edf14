// Makes a fresh clone ready to run: `node scripts/setup.mjs`, done by `npm start` and `npm test`.
// Uses nothing but Node itself, because it runs before anything is installed. When all is done it does nothing.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './setup/install-packages.mjs';
import { requireNativeModule } from './setup/native-module.mjs';
import { requireNode } from './setup/node-version.mjs';
import { Progress } from './setup/progress.mjs';
import { prepareTemporalServer } from './setup/temporal-server.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const progress = new Progress(process.stderr);
try {
  requireNode(process.versions.node);
  // Side by side: npm mostly waits for the network, Go for the processor.
  const packages = installPackages({ root, progress }).then(() => requireNativeModule({ root, progress }));
  const server = prepareTemporalServer({ env: process.env, progress });
  const results = await Promise.allSettled([packages, server]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
} catch (error) {
  progress.end();
  console.error(`set-up: ${error.message}`);
  process.exitCode = 1;
}
progress.end();
