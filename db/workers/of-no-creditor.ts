import type { About } from '../database.ts';

/**
 * What processes note of themselves, such as how far they came, belongs to no creditor: nothing is decided by it, and
 * transactions of creditors need not wait.
 */
export const OF_NO_CREDITOR: About = { creditor: '' };
