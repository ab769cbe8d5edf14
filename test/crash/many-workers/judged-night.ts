import { type Judgement, judge } from './compare.ts';
import { isPaidMeanwhile, type NightInvoice, paidMeanwhile, twinOf } from './invoices.ts';
import { type Night, type NightSettings, runNight } from './night.ts';

export interface JudgedNightSettings
  extends Pick<NightSettings, 'folder' | 'books' | 'sending' | 'workers' | 'kills'> {
  /** Where the run that nobody disturbs has its books. */
  readonly undisturbedIn: string;
  readonly invoices: readonly NightInvoice[];
  /** In so many parts the payments come. */
  readonly parts: number;
  readonly seed: number;
  readonly onMessage: (text: string) => void;
  /** Both runs beside each other: sooner done, and more of a disturbance. */
  readonly atOnce: boolean;
}

export interface JudgedNight extends Judgement {
  readonly night: Night;
  readonly undisturbed: Night;
}

/** Runs a night of several workers that are killed, and one of a single worker on SQLite that nobody disturbs. */
export async function judgedNight(settings: JudgedNightSettings): Promise<JudgedNight> {
  const { invoices, parts, undisturbedIn, atOnce, onMessage, ...common } = settings;
  const paid = invoices.filter(isPaidMeanwhile);
  const twins = paid.map(twinOf);
  const calm = () =>
    runNight({
      ...common,
      folder: undisturbedIn,
      books: { file: `${undisturbedIn}/dunwell.db` },
      workers: 1,
      kills: 0,
      invoices: [...invoices, ...twins],
      paidBefore: twins,
      paid: [{ at: AFTER_ALL, invoices: paid }],
      onMessage: (text) => onMessage(`undisturbed: ${text}`),
    });
  const disturbed = () =>
    runNight({
      ...common,
      invoices,
      paidBefore: [],
      paid: paidMeanwhile(parts, invoices, settings.seed),
      onMessage,
    });
  const [undisturbed, night] = atOnce
    ? await Promise.all([calm(), disturbed()])
    : [await calm(), await disturbed()];
  return { ...judge(invoices, night, undisturbed), night, undisturbed };
}

const AFTER_ALL = 2;
