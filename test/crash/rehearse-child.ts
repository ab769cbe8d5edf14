// A rehearsal in a process of its own, for tests that kill it: tsx rehearse-child.ts <files as JSON>
import { type FilesToRehearse, rehearseFiles } from '../rehearsal/rehearse-files.ts';

const files = JSON.parse(process.argv[2] ?? '') as FilesToRehearse;
const { summary, unheard } = await rehearseFiles(files, {
  onProgress: (phase, done, total) => console.log(JSON.stringify({ phase, done, total })),
});
console.log(JSON.stringify({ isDone: summary !== null, unheard }));
