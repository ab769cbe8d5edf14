import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { Env } from './executables.mjs';
import { type ExternalServer, Way } from './found-server.ts';

/**
 * The server that the environment or a profile of Temporal's own configuration file names, with its mTLS
 * certificates or API key; undefined when neither names an address.
 *
 * A profile that was asked for by name and cannot be used is an error: starting an empty server of our own
 * instead of the production cluster someone meant would look like lost data.
 */
export function findExternalServer(env: Env): ExternalServer | undefined {
  const profile = env.TEMPORAL_PROFILE;
  const { connectionOptions, namespace } = load(env);
  const { address } = connectionOptions;
  if (!address) {
    if (!profile) return undefined;
    throw new Error(
      `the Temporal profile ${profile} has no address: add one to it, or set TEMPORAL_ADDRESS, ` +
        'or unset TEMPORAL_PROFILE to run the embedded server',
    );
  }
  const source = env.TEMPORAL_ADDRESS ? 'TEMPORAL_ADDRESS' : `profile ${profile ?? 'default'}`;
  return {
    kind: Way.external,
    address,
    namespace,
    connection: connectionOptions,
    says: `Temporal at ${address} (${source})`,
  };
}

function load(env: Env): ReturnType<typeof loadClientConnectConfig> {
  try {
    return loadClientConnectConfig({ overrideEnvVars: definedOnly(env) });
  } catch (error) {
    throw new Error(
      `the Temporal configuration cannot be used: ${(error as Error).message}. ` +
        'Correct TEMPORAL_PROFILE or the file (TEMPORAL_CONFIG_FILE), or set TEMPORAL_ADDRESS',
      { cause: error },
    );
  }
}

function definedOnly(env: Env): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => !!entry[1]));
}
