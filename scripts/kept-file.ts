import { readFileSync, writeFileSync } from 'node:fs';

const ROOT = new URL('../', import.meta.url);

/** What stands in a file of the project; nothing when there is none. */
export function textOf(name: string): string {
  try {
    return readFileSync(new URL(name, ROOT), 'utf8');
  } catch {
    return '';
  }
}

/** Writes a file that a script makes, or with --check exits with 1 when it is not what the script would write. */
export function keep(
  name: string,
  text: string,
  script: string,
  isUpToDate = (before: string, after: string) => before === after,
): void {
  if (!process.argv.includes('--check')) {
    writeFileSync(new URL(name, ROOT), text);
  } else if (!isUpToDate(textOf(name), text)) {
    console.error(`${name} is out of date: run \`npx tsx scripts/${script}.ts\`.`);
    process.exitCode = 1;
  }
}
