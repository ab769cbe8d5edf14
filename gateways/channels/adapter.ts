import type { LevelContent } from '../../contracts/effects.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Gateway } from '../port.ts';

/** A gateway for levels; one that keeps connections ends them when its settings change and when the worker stops. */
export interface LevelGateway extends Gateway<LevelContent> {
  close?(): Promise<void>;
}

/** What adapters are given beside their settings. */
export interface AdapterTools {
  /** The folder of the outbox; relative folders of settings lie there. */
  readonly folder: string;
  /** Leaves the channel's letters as files, as without any settings. */
  readonly outbox: LevelGateway;
  /** The secret that a reference names, read anew each time: a new one counts at once. */
  secretOf(reference: string): Promise<string>;
  /** The text of a file that settings name, such as a certificate. */
  readFile(path: string, what: string): Promise<string>;
  /**
   * Lets one more e-mail out by an account, and says how long it has to wait otherwise: no more than so many leave
   * within an hour, by all workers together. Left out where nothing is counted.
   */
  readonly mailAllowance?: (take: MailAllowance) => Promise<number>;
}

interface MailAllowance {
  readonly account: string;
  readonly perHour: number;
  readonly at: Instant;
}

/** One thing that was tried, without anything reaching a debtor. */
export interface Checked {
  readonly what: string;
  readonly passes: boolean;
  readonly says: string;
}

/** How the settings of one channel become its gateway. */
export interface ChannelAdapter<Settings> {
  /** Opens nothing yet: what is wrong is said by the attempt that meets it. */
  open(settings: Settings, tools: AdapterTools): LevelGateway;
  /** Tries whether it would work from here; throws nothing. Asked to, it sends a test there. */
  check(settings: Settings, tools: AdapterTools, test?: TestLetter): Promise<readonly Checked[]>;
}

/** A test that is no letter to a debtor: where it goes, and when. */
export interface TestLetter {
  /** An e-mail address. */
  readonly to: string;
  readonly asOf: Instant;
}
