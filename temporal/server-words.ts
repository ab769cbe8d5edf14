/** What the server's database says, with what a person can do about it. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/database or disk is full|no space left on device/i, 'the disk of its database is full: make room there'],
  [
    /disk I\/O error|input\/output error/i,
    'the disk of its database fails: look at the disk, then put a backup back',
  ],
  [
    /readonly database|read-only file system/i,
    'its database may not be written: check the rights of the folder',
  ],
  [
    /database is locked/i,
    'its database is locked by another program, such as a backup: stop that, or wait for it',
  ],
  [
    /malformed|not a database/i,
    'its database is damaged: put a backup back, or move the file away to begin anew',
  ],
];

const MOST = 400;

/**
 * The last words of a server as one sentence for a person: what its disk or database lacks where that is the
 * cause, else its last line. A stack of the program itself says nothing to who runs it.
 */
export function inPlainWords(lastWords: string): string {
  for (const [said, advice] of ADVICE) {
    const line = lastWords.split('\n').find((one) => said.test(one));
    // What stands behind a semicolon is the server's own advice, which knows less.
    if (line !== undefined) return `${advice} (${shortened(line.split(';')[0] ?? line)})`;
  }
  const lines = lastWords.split('\n').filter((line) => line.trim() !== '' && !isOfAStack(line));
  return shortened(lines.at(-1) ?? lastWords);
}

/** Lines that Go prints of its own state: goroutines, functions with their addresses, files. */
function isOfAStack(line: string): boolean {
  return /^(goroutine \d+|\t|\s+\/|panic\(|exit status|created by|[\w./*()-]+\(.*0x[0-9a-f]+)/.test(line);
}

function shortened(text: string): string {
  return text.length <= MOST ? text : `${text.slice(0, MOST)}…`;
}
