import type { KnipConfig } from 'knip';

/*
 * What nothing uses: files, exports, packages. `knip` takes tests for users. `knip --production` does not, and
 * looks for what neither another file of the product nor its own uses: dead code that only a test keeps alive.
 */
export default ({ production = false }: { readonly production?: boolean }): KnipConfig => ({
  entry: [
    'client/client.ts!',
    // The bundler finds them by path.
    'workflows/{index,interceptors,payload-converter}.ts!',
    'scripts/*.{ts,mjs}!',
    'scripts/{check,test}/*.mjs!',
    // Processes of their own.
    'test/{crash,replay}/*.ts',
    'test/db/copy/copy-child.ts',
    'test/postgres/{guard.mjs,start-and-wait.ts}',
  ],
  // One for each engine.
  drizzle: { config: ['drizzle.config.ts', 'drizzle-postgres.config.ts'] },
  project: ['**/*.{ts,mjs,cjs}!', '!{test,bench}/**!'],
  ignoreDependencies: [
    // A font, read as a file.
    'dejavu-fonts-ttf',
    // In the one version with which stored histories replay.
    'protobufjs',
    // Started by path in scripts/check.mjs.
    '@biomejs/biome',
    'dependency-cruiser',
  ],
  ignoreBinaries: ['mount', 'umount', 'pdftotext', 'pdftoppm', 'java'],
  ...(production && {
    ignoreExportsUsedInFile: true,
    exclude: ['dependencies', 'unlisted', 'unresolved', 'binaries'],
  }),
});
