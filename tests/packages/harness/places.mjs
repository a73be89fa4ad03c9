import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

export const root = at('../../../');

/** The consumers as they are committed. */
export const consumers = at('../consumers/');

/** The files that every consumer gets in addition to its own. */
export const shared = at('../shared/');

/** The folder in which consumers are installed and built. */
export const target = join(root, 'target/packages');
