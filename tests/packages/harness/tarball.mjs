import { pack } from '../../pack.mjs';
import { target } from './places.mjs';

let packing;

/** Packs the package once a run. */
export const tarball = () => (packing ??= pack(target));
