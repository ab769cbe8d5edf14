const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** What is wrong with an address to send to, and what would be right; undefined when it can be used. */
export function addressProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'is no address; write one like https://example.com/signals';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://';
  if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname)) {
    return 'must begin with https://; http:// is for this machine only (localhost, 127.0.0.1, [::1])';
  }
  if (url.username !== '' || url.password !== '') return 'must not hold a user or password';
  if (url.search !== '' || url.hash !== '') return 'must end with its path, without ? or #';
  return undefined;
}
