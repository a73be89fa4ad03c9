/** What a driver's `launch()` resolves to. */
export interface Browser {
  /** Its name and version. */
  version: string;
  /** A page without storage and cookies of an earlier one. */
  open(options?: OpenOptions): Promise<Page>;
  close(): Promise<void>;
}

/** `webAssembly: false` switches it off, as WEBASSEMBLY=off in the environment does. */
export interface LaunchOptions {
  webAssembly?: boolean;
  /** Full Chromium, and not its headless shell; Firefox with its own processes for each site; WebKit with a new session for each page. */
  full?: boolean;
}

/** What the pictures need, and no flow: the driver of Chromium alone knows it. */
export interface OpenOptions {
  colorScheme?: 'dark' | 'light';
  reducedMotion?: 'reduce';
}

/** All that the flows know of a browser. Whatever acts on an element waits until it can. */
export interface Page {
  goto(url: string): Promise<void>;
  /**
   * Goes back to the document before, and waits until it is there. A script must not do that: WebKit
   * never answers one that looks at the page while it gives way to one from the back/forward cache.
   */
  back(): Promise<void>;
  /** Puts the text in the place of what stands there. */
  fill(selector: string, text: string): Promise<void>;
  click(selector: string): Promise<void>;
  text(selector: string): Promise<string>;
  value(selector: string): Promise<string>;
  /** Waits until it can be seen. */
  visible(selector: string): Promise<void>;
  /** Waits until it cannot be seen. */
  hidden(selector: string): Promise<void>;
  press(key: string): Promise<void>;
  /** Runs a function that refers to nothing outside of it, with arguments that JSON can carry. */
  evaluate<A extends unknown[], R>(script: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  /** A picture of the whole page; in WebKit, of what fits in the window. */
  screenshot(path: string): Promise<void>;
  setSize(width: number, height: number): Promise<void>;
  /** The address, as of the last thing that was done or asked. */
  url(): string;
  /**
   * What the page wrote to the console, every error that nobody caught, and every broken policy, as
   * of the last thing that was done or asked. The driver of WebKit sees them from its first look at a
   * document to its last: not what is said while the document loads or is left.
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
