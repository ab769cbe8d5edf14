import type { Command } from 'commander';
import type { WrittenConfiguration } from '../../config/collectors/build.ts';
import { count } from '../../read/kit/format.ts';
import { startSweep } from '../doctor/reconcile-now.ts';
import { type Context, withBooksToPublishIn } from '../kit/context.ts';
import { withCreate } from '../kit/data-folder.ts';
import { newCommand, type SharedOptions, withBy } from '../kit/options.ts';
import type { Output } from '../kit/output.ts';
import { runningServer, withServerAt } from '../kit/server-connection.ts';
import { publishCollectors, readCollectorsFile } from '../start/collectors.ts';

interface Options extends SharedOptions {
  readonly by: string;
  readonly create?: boolean;
}

const CHANGE_IN_WORDS = {
  new: 'is new',
  changed: 'has changed',
  unchanged: 'is as it was',
  withdrawn: 'is in the file no longer and becomes inactive',
} as const;

export function build(): Command {
  const command = newCommand(
    'Publishes a file of collector configurations as all there is: changed ones get their next version, and those that the file no longer has become inactive. Cases already prepared keep what they have; those that waited for a configuration look again.',
    ['dunwell collector publish collectors.yaml'],
  );
  return withCreate(withBy(command))
    .argument('<file>', 'file of collector configurations')
    .action(async (file: string, options: Options) => {
      const configurations = await readCollectorsFile(file);
      const work = (context: Context) => publish(context, configurations, options);
      await withBooksToPublishIn(options, work);
    });
}

async function publish(
  { db, output, asOf }: Context,
  configurations: readonly WrittenConfiguration[],
  { by, data }: Options,
): Promise<void> {
  const { published, woken } = await publishCollectors(db, configurations, asOf, by);
  if (woken > 0) await tellThemNow(data, output);
  if (output.isJson) return output.json({ configurations: published, woken });
  if (published.length === 0) await output.line('There is no configuration: no case can be ordered.');
  for (const { name, version, change } of published) {
    await output.line(`${name}: version ${version} ${CHANGE_IN_WORDS[change]}.`);
  }
  if (woken > 0)
    await output.line(`${count(woken, 'case')} that waited for a configuration will look again.`);
}

/** The Schedule's sweep would tell them within minutes; who publishes for a waiting case wants to see it go. */
async function tellThemNow(data: string, output: Output): Promise<void> {
  try {
    const server = await runningServer(data);
    if (server !== undefined) await withServerAt(server, startSweep);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    output.note(
      `Published; the cases that waited look again with the next sweep. It was not started now: ${why}`,
    );
  }
}
