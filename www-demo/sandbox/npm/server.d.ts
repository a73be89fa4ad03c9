import type { Sandbox, SandboxOptions } from './index.js';

/** A sandbox that listens. */
export interface SandboxServer extends Sandbox {
  /** Closes all connections, and frees the port. */
  close(): Promise<void>;
}

/** Where a sandbox listens, and what it is made with. */
export interface ServerOptions extends Omit<SandboxOptions, 'url'> {
  /** The port; 0 takes any that is free. @defaultValue `0` */
  port?: number;
  /**
   * Listens on this address in place of both addresses of localhost. `::` listens on all addresses, those of IPv4
   * included; on a machine without IPv6, on all those of IPv4.
   */
  host?: string;
  /** The address that the service calls itself by. @defaultValue `` `http://localhost:${port}` `` */
  url?: string;
}

/** Starts a sandbox behind Node's HTTP server. Rejects if the port is taken, or as `createSandbox` does. */
export function startServer(options?: ServerOptions): Promise<SandboxServer>;
