import { join } from 'node:path';
import ts from 'typescript';

const NOT_THE_PRODUCT = ['node_modules', 'dist', 'data', 'test', 'bench', 'scripts', '*.config.ts'];

/** The product's files that people write, and their types; those of workflows are among them. */
export function loadProduct(root: string): { checker: ts.TypeChecker; files: readonly ts.SourceFile[] } {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    { ...config, exclude: NOT_THE_PRODUCT },
    ts.sys,
    root,
  );
  const program = ts.createProgram(fileNames, options);
  const rooted = new Set(fileNames);
  const files = program
    .getSourceFiles()
    .filter((file) => rooted.has(file.fileName) && !/^\/\/ Generated from /m.test(file.text));
  return { checker: program.getTypeChecker(), files };
}
