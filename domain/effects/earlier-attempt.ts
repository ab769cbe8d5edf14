const MAY_HAVE_ARRIVED = 'It may have arrived.';

/** What is kept of an attempt to be followed by another: once one may have arrived, that is not forgotten by the next. */
export function keptError(error: string, mayHaveArrived: boolean): string {
  return mayHaveArrived && !mayHaveArrivedBefore(error) ? `${error} ${MAY_HAVE_ARRIVED}` : error;
}

/** Whether an earlier attempt may have arrived, by what was kept of it. */
export function mayHaveArrivedBefore(lastError: string | null | undefined): boolean {
  return lastError?.endsWith(MAY_HAVE_ARRIVED) === true;
}
