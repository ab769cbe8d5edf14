/** Why there is no connection, or no longer one, in words; nothing where the error is about something else. */
export function whyNotConnected(error: unknown, place: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = codeOf(error);
  const says = (code === undefined ? undefined : BY_CODE[code]) ?? byMessage(error.message);
  if (says !== undefined) return says(place);
  return code?.startsWith('ERR_TLS') || code?.startsWith('ERR_SSL') ? certificate(place, code) : undefined;
}

/** Codes that speak of the network or of a server that is not there, and not of how it was asked for. */
const PASSES = [
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE'],
  ...['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'ETIMEDOUT'],
];

/** True when nothing was reached, so that trying again may help. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return code === undefined ? /timeout|^Connection terminated/.test(error.message) : PASSES.includes(code);
}

function codeOf(error: Error): string | undefined {
  // A name with several addresses fails with one error for all of them.
  const first = error instanceof AggregateError ? error.errors[0] : undefined;
  return (error as { code?: string }).code ?? (first as { code?: string } | undefined)?.code;
}

type Says = (place: string) => string;

export const lost: Says = (place) =>
  `The connection to the database ${place} was lost. What was under way was not written; it is tried again.`;
const away: Says = (place) =>
  `The database ${place} does not answer: check that its server runs and can be reached from here.`;
const certificate = (place: string, code: string) =>
  `The database ${place} shows a certificate that is not trusted (${code}): give its authority's with sslrootcert, or check the name of the host.`;
const untrusted =
  (code: string): Says =>
  (place) =>
    certificate(place, code);

const BY_CODE: Readonly<Record<string, Says>> = {
  ECONNREFUSED: (place) =>
    `Nothing listens for the database ${place}: start its server, or check host and port.`,
  ENOENT: (place) => `There is no socket of the database ${place}: start its server, or check the folder.`,
  EACCES: (place) => `The socket of the database ${place} may not be used by this user: check its rights.`,
  ENOTFOUND: (place) => `The host of the database ${place} is not known: check its name.`,
  EAI_AGAIN: (place) => `The host of the database ${place} cannot be looked up just now: check the network.`,
  EHOSTUNREACH: away,
  ENETUNREACH: away,
  ENETDOWN: away,
  ETIMEDOUT: away,
  ECONNRESET: lost,
  EPIPE: lost,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted('DEPTH_ZERO_SELF_SIGNED_CERT'),
  SELF_SIGNED_CERT_IN_CHAIN: untrusted('SELF_SIGNED_CERT_IN_CHAIN'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
  CERT_HAS_EXPIRED: untrusted('CERT_HAS_EXPIRED'),
};

/** Errors of the pg package itself, which have no code. */
const BY_MESSAGE: readonly (readonly [RegExp, Says])[] = [
  [
    /^timeout exceeded when trying to connect/,
    (place) =>
      `All connections of this process to the database ${place} stayed busy: give it a larger pool (pool_max_conns in the address), or let fewer activities run at once.`,
  ],
  [/timeout expired|due to connection timeout|Query read timeout/, away],
  [/^Connection terminated|connection error and is not queryable|Client was closed/, lost],
  [
    /does not support SSL/,
    (place) =>
      `The server of the database ${place} does not speak TLS: turn it on there, or ask with sslmode=disable.`,
  ],
  [
    /password must be a string|no password/i,
    (place) => `The database ${place} asks for a password: write it into the address, or set PGPASSWORD.`,
  ],
];

const byMessage = (message: string) => BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1];
