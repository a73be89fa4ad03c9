/** What a driver's `launch()` resolves to. */
export interface Browser {
  /** Its name and version. */
  version: string;
  /** Opens a page without the storage and cookies of earlier pages. */
  open(options?: OpenOptions): Promise<Page>;
  close(): Promise<void>;
}

/** `webAssembly: false` disables WebAssembly, as WEBASSEMBLY=off in the environment does. */
export interface LaunchOptions {
  webAssembly?: boolean;
  /**
   * Full Chromium, not its headless shell; Firefox with separate processes for each site; WebKit with a
   * new session for each page.
   */
  full?: boolean;
}

/** For screenshots. Only the Chromium driver supports it, and no flow uses it. */
export interface OpenOptions {
  colorScheme?: 'dark' | 'light';
  reducedMotion?: 'reduce';
}

/** A browser's page, as the flows use it. Methods that act on an element wait until they can. */
export interface Page {
  goto(url: string): Promise<void>;
  /**
   * Goes back to the previous document, and waits until it is there. Do not do this with a script: WebKit
   * never returns from one that reads the page while it is being replaced by one from the back/forward cache.
   */
  back(): Promise<void>;
  /** Replaces the text of a field. */
  fill(selector: string, text: string): Promise<void>;
  click(selector: string): Promise<void>;
  text(selector: string): Promise<string>;
  value(selector: string): Promise<string>;
  /** Waits until the element is visible. */
  visible(selector: string): Promise<void>;
  /** Waits until the element is not visible, or not there. */
  hidden(selector: string): Promise<void>;
  press(key: string): Promise<void>;
  /** Runs a function in the page. It may not refer to anything outside itself, and its arguments are passed as JSON. */
  evaluate<A extends unknown[], R>(script: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  /** Takes a screenshot of the whole page; in WebKit, of what fits in the window. */
  screenshot(path: string): Promise<void>;
  setSize(width: number, height: number): Promise<void>;
  /** The URL, as of the last action or check. */
  url(): string;
  /**
   * What the page wrote to the console, uncaught errors, and violations of the content security policy, as
   * of the last action or check. In WebKit, messages are missed that a document writes before the driver's
   * first script there, or after its last one.
   */
  consoleMessages(): string[];
  close(): Promise<void>;
}

export type Sandbox = typeof import('./sandbox.mjs').sandbox;

export interface Scene {
  page: Page;
  sandbox: Sandbox;
}

export type Flow = (scene: Scene) => Promise<void>;
