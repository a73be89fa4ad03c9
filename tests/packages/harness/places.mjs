import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

export const root = at('../../../');

/** The consumers as they are committed. */
export const consumers = at('../consumers/');

/** What every consumer gets beside its own files. */
export const shared = at('../shared/');

/** Where they are installed and built. */
export const target = join(root, 'target/packages');
