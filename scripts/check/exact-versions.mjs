// Says which versions package.json leaves open and where package-lock.json does not follow it.
import { readFileSync } from 'node:fs';

const read = (name) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
const project = read('package.json');
const lock = read('package-lock.json');
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
const problems = [];

for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
  const wanted = project[kind] ?? {};
  const locked = lock.packages['']?.[kind] ?? {};
  for (const [name, version] of Object.entries(wanted)) {
    if (!EXACT.test(version)) problems.push(`package.json: ${name} is "${version}", not one exact version.`);
    if (locked[name] !== version)
      problems.push(`package-lock.json: ${name} is "${locked[name]}" there, "${version}" in package.json.`);
    const installed = lock.packages[`node_modules/${name}`]?.version;
    if (installed !== version)
      problems.push(`package-lock.json: it installs ${name} ${installed}, not ${version}.`);
  }
  for (const name of Object.keys(locked))
    if (!(name in wanted)) problems.push(`package-lock.json: ${name} is no longer in package.json.`);
}
for (const field of ['name', 'version'])
  if (lock[field] !== project[field]) problems.push(`package-lock.json: its ${field} is "${lock[field]}".`);

// Temporal's packages talk to each other in a format of their own: they go together or not at all.
const temporal = Object.entries(lock.packages).filter(([path]) =>
  /node_modules\/@temporalio\/[^/]+$/.test(path),
);
const versions = new Set(temporal.map(([, { version }]) => version));
if (versions.size > 1)
  problems.push(`package-lock.json: @temporalio/* in several versions: ${[...versions].join(', ')}.`);

for (const [path, { version, resolved, integrity, optional, link }] of Object.entries(lock.packages)) {
  if (path === '' || link) continue;
  if (!EXACT.test(version ?? '')) problems.push(`package-lock.json: ${path} has no exact version.`);
  // Without an address npm asks the registry it is set to, so that mirrors work; a mirror's own never belongs here.
  if (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'))
    problems.push(`package-lock.json: ${path} names a registry of its own: ${resolved}.`);
  // Packages for other platforms are named by hand: whoever installs them there gets their checksum.
  if (!integrity && optional !== true) problems.push(`package-lock.json: ${path} has no checksum.`);
}

for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
