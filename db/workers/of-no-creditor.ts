import type { About } from '../database.ts';

/** What transactions about processes change belongs to no creditor: those of creditors need not wait for them. */
export const OF_NO_CREDITOR: About = { creditor: '' };
