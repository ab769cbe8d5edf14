/** The server does not take it for this one workflow, whatever is said to others: an id too long, a history too large. */
export class RefusedByServer extends Error {}

/** Goes on without the one that the server refuses, and says who it is; a server that is away ends the whole. */
export async function unlessRefused<T>(
  refused: string[],
  whom: string,
  work: () => Promise<T>,
): Promise<T | 'refused'> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RefusedByServer)) throw error;
    refused.push(`${whom} cannot be told: ${error.message}`);
    return 'refused';
  }
}
