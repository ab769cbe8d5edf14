import type { ConnectionOptions } from '@temporalio/client';

/** The ways to come to a Temporal server, in the order in which they are tried. */
export const Way = {
  external: 'external',
  built: 'built',
  cli: 'cli',
  downloaded: 'downloaded',
} as const;
export type Way = (typeof Way)[keyof typeof Way];

/** A server that someone else runs: only connect to it. */
export interface ExternalServer {
  kind: typeof Way.external;
  address: string;
  namespace: string | undefined;
  connection: ConnectionOptions;
  says: string;
}

/** A program on this machine that startServer() runs. */
export interface LocalServer {
  kind: typeof Way.built | typeof Way.cli | typeof Way.downloaded;
  executable: string;
  says: string;
}

/** What was found; `says` tells a person which way was taken, without any secret. */
export type FoundServer = ExternalServer | LocalServer;
