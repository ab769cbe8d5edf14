import { inject } from 'vitest';

/** The bundle that was made once for all tests. */
export function sharedBundle(): { bundlePath?: string } {
  const server = inject('server');
  return 'problem' in server ? {} : { bundlePath: server.bundlePath };
}
