import { readFileSync, writeFileSync } from 'node:fs';
import { messageForms } from './messages/forms.ts';

/*
 * tsx scripts/messages.ts            writes anew what follows from the definitions of messages
 * tsx scripts/messages.ts --check    exit 1 when something is not what they say
 */

const WRITTEN: Readonly<Record<string, (before: string) => string>> = {
  'contracts/message-forms.ts': messageForms,
};

for (const [name, written] of Object.entries(WRITTEN)) {
  const file = new URL(`../${name}`, import.meta.url);
  const before = read(file);
  const after = written(before);
  if (!process.argv.includes('--check')) writeFileSync(file, after);
  else if (before !== after) {
    console.error(`${name} is out of date: run \`npx tsx scripts/messages.ts\`.`);
    process.exitCode = 1;
  }
}

function read(file: URL): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
