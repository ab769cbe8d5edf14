import type { ApiDeps } from '../../api/app.ts';
import { type RunningApi, serveApi } from '../../api/serve.ts';
import { now } from '../kit/clock.ts';
import { WorkFailed } from '../kit/failures.ts';
import type { Output } from '../kit/output.ts';

/** Serves the API with this process's environment; a port that is taken is told in words. */
export async function serveForCollectors(settings: {
  readonly db: ApiDeps['db'];
  readonly host: string;
  readonly port: number;
  readonly tellCase: ApiDeps['tellCase'];
  readonly output: Output;
}): Promise<RunningApi> {
  const { db, host, port, tellCase, output } = settings;
  const warn = (text: string) => output.warn(text);
  try {
    return await serveApi({ db, host, port, tellCase, now, warn, environment: process.env });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const why = code === 'EADDRINUSE' ? 'another program listens there' : code;
    throw new WorkFailed(`The API cannot listen on ${host} port ${port}: ${why}. Name another port.`, error);
  }
}
