import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the installed package, which holds `templates/`, `certs/` and `fixtures/`: the nearest
 * one above this file with a `package.json`, wherever the build put the file.
 */
export function findPackageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('package.json is missing above the program');
    folder = above;
  }
  return folder;
}

/** The templates that ship with the program, a folder each. */
export function shippedTemplates(): string {
  return join(findPackageRoot(), 'templates', 'transcripts');
}

/** Where an installation's templates are: its own folder first, so that it may replace a shipped one. */
export function templateFolders(dataFolder: string): readonly string[] {
  return [join(dataFolder, 'templates'), shippedTemplates()];
}
