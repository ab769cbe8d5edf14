import { sleep } from '@temporalio/workflow';

/** A workflow with nothing in it, to compare the size of ours with. */
export async function empty(): Promise<void> {
  await sleep(1);
}
