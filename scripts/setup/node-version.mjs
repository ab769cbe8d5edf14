const LEAST = [20, 19];

/**
 * Fails with what to do when this Node is too old.
 *
 * @param {string} version such as 20.19.0
 */
export function requireNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return;
  throw new Error(
    `Node ${version} is too old: install Node ${LEAST.join('.')} or newer (https://nodejs.org, 20, 22 or 24)`,
  );
}
