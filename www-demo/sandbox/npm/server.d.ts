import type { Sandbox, SandboxOptions } from './index.js';

/** A sandbox that runs as an HTTP server. */
export interface SandboxServer extends Sandbox {
  /** Closes all connections and frees the port. */
  close(): Promise<void>;
}

/** Where the server listens, and the options of its sandbox. */
export interface ServerOptions extends Omit<SandboxOptions, 'url'> {
  /** The port; 0 for any free port. @defaultValue `0` */
  port?: number | undefined;
  /**
   * The address to listen on. `::` listens on all IPv6 and IPv4 addresses, or on all IPv4 addresses if the machine has
   * no IPv6.
   * @defaultValue both addresses of localhost
   */
  host?: string | undefined;
  /** The URL that the service uses for itself. @defaultValue `` `http://localhost:${port}` `` */
  url?: string | undefined;
}

/** Starts a sandbox as an HTTP server. Rejects if the port is in use, and for the same reasons as `createSandbox`. */
export function startServer(options?: ServerOptions): Promise<SandboxServer>;
