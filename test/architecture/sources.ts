import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A source file and what it imports. */
export interface SourceFile {
  /** From the root of the repository, with slashes. */
  path: string;
  text: string;
  /** Files of the repository that it imports relatively, as paths like `path`. */
  imports: string[];
  /** Packages that it imports. */
  packages: string[];
}

/** The TypeScript sources under a folder; specs only if asked for. */
export function sources(folder: string, { specs = false } = {}): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/(^|[\\/])(node_modules|dist|\.next)[\\/]/.test(file))
    .filter((file) => specs || !/\.spec\.tsx?$/.test(file))
    .map((file) => read(join(ROOT, folder, file)));
}

export function foldersIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function read(file: string): SourceFile {
  const text = readFileSync(file, 'utf8');
  const imported = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return {
    path: fromRoot(file),
    text,
    imports: imported
      .filter((name) => name.startsWith('.'))
      .map((name) => fromRoot(resolve(dirname(file), name.replace(/\.js$/, '.ts')))),
    packages: imported.filter((name) => !name.startsWith('.')),
  };
}

function fromRoot(file: string): string {
  return relative(ROOT, file).split(sep).join('/');
}
