/** A heartbeat is a billable Action; its timeout in the workflow is two and a half times as long. */
const APART_MS = 4 * 60_000;

/** Beats once, then every few minutes: a run stays within its ten Actions whatever the number of customers. */
export function throttledHeartbeat<Details>(
  beat: (details: Details) => void,
  now: () => number = () => performance.now(),
): (details: Details) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (details) => {
    const at = now();
    if (at - last < APART_MS) return;
    last = at;
    beat(details);
  };
}
