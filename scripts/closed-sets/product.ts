import { join } from 'node:path';
import ts from 'typescript';

const NOT_THE_PRODUCT = ['node_modules', 'dist', 'data', 'test', 'bench', 'scripts', '*.config.ts'];

/** The product's files and their types, those of workflows among them. */
export function loadProduct(root: string): { checker: ts.TypeChecker; files: readonly ts.SourceFile[] } {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    { ...config, exclude: NOT_THE_PRODUCT },
    ts.sys,
    root,
  );
  const program = ts.createProgram(fileNames, options);
  const rooted = new Set(fileNames);
  const files = program.getSourceFiles().filter((file) => rooted.has(file.fileName));
  return { checker: program.getTypeChecker(), files };
}
