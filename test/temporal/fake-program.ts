import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a shell script that passes for a program, and returns its file. */
export function fakeProgram(folder: string, name: string, script: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** A `go` of a version that "builds" a script which answers --version. */
export function fakeGo(folder: string, version: string, build = 'ok'): string {
  const output =
    'while [ "$1" != "-o" ]; do shift; done; printf "#!/bin/sh\\necho built\\n" > "$2"; chmod +x "$2"';
  return fakeProgram(
    folder,
    'go',
    `echo "$1" >> '${folder}/go.log'
case "$1" in
  version) echo "go version go${version} linux/amd64" ;;
  list) printf 'a\\nb\\n' ;;
  build) echo "go: downloading example.org/a v1" >&2; echo "example.org/a" >&2
    ${build === 'ok' ? output : `echo "${build}" >&2; exit 1`} ;;
esac`,
  );
}

export function fakeTemporal(folder: string, version: string): string {
  return fakeProgram(folder, 'temporal', `echo "temporal version ${version} (Server 1.32.0, UI 2.54.0)"`);
}
