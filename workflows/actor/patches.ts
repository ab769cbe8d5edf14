/** Changes of what the loop does next: histories that began before one of them go on as they began. */
export const Patch = {
  /** Continues as new once the update just answered has returned. */
  CONTINUES_AFTER_UPDATES: 'continues-after-updates',
  /** A message to a subject that no database knows ends its workflow. */
  ABSENT_ENDS: 'absent-ends',
  /** A message that fails alone lets others go first, and is set aside in the end. */
  SETS_ASIDE: 'sets-aside',
  /** Messages that came before the first task are taken in the order in which they came. */
  IN_ORDER: 'in-order',
} as const;
