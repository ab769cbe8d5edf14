import { sign } from '../../../gateways/https/signature.ts';

/** How a collector's reports travel. */
export interface Journey {
  readonly url: string;
  readonly secret: string;
  /** The moment of the signatures. */
  readonly asOf: number;
  /** Each report is sent so often. */
  readonly times?: number;
  /** The order in which they leave, by their places in the list; all at once when not given. */
  readonly order?: readonly number[];
}

/** Sends reports to Dunwell as a collector does, well or badly; returns the statuses in the order of the list. */
export async function callBack(reports: readonly object[], journey: Journey): Promise<readonly number[][]> {
  const { times = 1, order } = journey;
  const statuses: number[][] = reports.map(() => []);
  const send = async (place: number) => {
    const body = JSON.stringify(reports[place]);
    const headers = { 'dunwell-signature': sign(journey.secret, body, journey.asOf) };
    const answer = await fetch(journey.url, { method: 'POST', body, headers });
    statuses[place]?.push(answer.status);
  };
  if (order === undefined) {
    await Promise.all(reports.flatMap((_, place) => Array.from({ length: times }, () => send(place))));
    return statuses;
  }
  for (let time = 0; time < times; time++) for (const place of order) await send(place);
  return statuses;
}
