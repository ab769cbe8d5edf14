import { buildServer } from './build-server.mjs';
import { downloadTemporalCli } from './download-temporal-cli.ts';
import type { Env } from './executables.mjs';
import { findExternalServer } from './external-server.ts';
import { type FoundServer, Way } from './found-server.ts';
import { findGo, LEAST_GO } from './go-toolchain.mjs';
import { SERVER_SOURCES, takeCachedServer } from './server-cache.mjs';
import { findTemporalCli, LEAST_CLI } from './temporal-cli.ts';

export interface FindServerOptions {
  env?: Env;
  /** Short texts for a progress line; a build takes minutes the first time. */
  onProgress?: (text: string) => void;
  /** Only these ways, for tests and for those who know what they want. */
  ways?: readonly Way[];
  /** The Go sources of the server; others only in tests. */
  sources?: string;
  /** How to fetch the CLI; another one only in tests. */
  download?: typeof downloadTemporalCli;
}

type Attempt = FoundServer | { why: string };

/**
 * Finds a Temporal server or makes one, and says which way it took: a configured one, a finished build, a
 * new build with Go, the temporal CLI on the PATH, the CLI as the SDK downloads it. Fails with what to install.
 */
export async function findServer(options: FindServerOptions = {}): Promise<FoundServer> {
  const ways = options.ways ?? Object.values(Way);
  const reasons: string[] = [];
  for (const way of ways) {
    const attempt = await attempts[way]({ env: process.env, onProgress: () => {}, ...options });
    if ('kind' in attempt) return attempt;
    reasons.push(attempt.why);
  }
  throw new Error(
    `no Temporal server found:\n${reasons.map((reason) => `  - ${reason}`).join('\n')}\n` +
      `Install Go ${LEAST_GO} or newer (https://go.dev/dl), or the temporal CLI ${LEAST_CLI} or newer ` +
      '(https://docs.temporal.io/cli), or set TEMPORAL_ADDRESS to a running server.',
  );
}

type Settings = FindServerOptions & Required<Pick<FindServerOptions, 'env' | 'onProgress'>>;

const attempts: Readonly<Record<Way, (settings: Settings) => Promise<Attempt>>> = {
  async external({ env }) {
    return (
      findExternalServer(env) ?? { why: 'neither TEMPORAL_ADDRESS nor a Temporal profile names a server' }
    );
  },

  async built({ env, onProgress, sources = SERVER_SOURCES }) {
    const cached = takeCachedServer(env, sources);
    if (cached) return { kind: Way.built, executable: cached, says: 'the embedded Temporal server' };
    const go = await findGo(env);
    if ('why' in go) return go;
    onProgress(`building the Temporal server with Go ${go.version}, once`);
    try {
      const executable = await buildServer({ go, env, sources, onProgress });
      return {
        kind: Way.built,
        executable,
        says: `the embedded Temporal server, built with Go ${go.version}`,
      };
    } catch (error) {
      return { why: (error as Error).message };
    }
  },

  async cli({ env }) {
    const cli = await findTemporalCli(env);
    if ('why' in cli) return cli;
    return { kind: Way.cli, executable: cli.file, says: `the temporal CLI ${cli.version} on the PATH` };
  },

  async downloaded({ env, onProgress, download = downloadTemporalCli }) {
    try {
      const { executable, version } = await download({ env, onProgress });
      return {
        kind: Way.downloaded,
        executable,
        says: `the temporal CLI ${version}, as the Temporal SDK downloads it`,
      };
    } catch (error) {
      return { why: `the temporal CLI could not be downloaded: ${(error as Error).message}` };
    }
  },
};
