// Makes the Temporal SDK download its CLI into a folder: node fetch-temporal-cli.mjs <folder> <version>.
// A process of its own, because the download needs the SDK's Runtime, of which each process has just one.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [downloadDir, version] = process.argv.slice(2);
try {
  const environment = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'cached-download', downloadDir, version } },
  });
  await environment.teardown();
} catch (error) {
  console.error(String(error?.message ?? error).replaceAll('\n', ' '));
  process.exitCode = 1;
}
