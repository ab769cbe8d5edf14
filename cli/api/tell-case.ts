import type { ApiDeps } from '../../api/app.ts';
import { WorkFailed } from '../kit/failures.ts';
import { openServerAt, runningServer, type Server } from '../kit/server-connection.ts';

/** A client that connects when it is first needed, and anew after a failure: servers come and go. */
export interface LazyClient {
  readonly tellCase: ApiDeps['tellCase'];
  close(): Promise<void>;
}

/** A client of the Temporal server that runs on the data folder, or the one that the environment names. */
export function lazyClient(dataFolder: string): LazyClient {
  let opened: Promise<Server> | undefined;
  const close = async () => {
    const known = opened;
    opened = undefined;
    await known?.then((one) => one.service.close()).catch(() => undefined);
  };
  return {
    async tellCase(ref, kind, message) {
      opened ??= open(dataFolder);
      try {
        return await (await opened).client.tellCase(ref, kind, message);
      } catch (error) {
        await close();
        throw error;
      }
    },
    close,
  };
}

async function open(dataFolder: string): Promise<Server> {
  const found = await runningServer(dataFolder);
  if (found === undefined) throw new WorkFailed('no Temporal server is running');
  return openServerAt(found);
}
