// Not every project includes lib.dom or another library that declares these types. Each is the platform's own
// type if there is one; otherwise it has only the members that are used here.

/** The instance type of a global class, if that class exists. */
export type Made<Name extends string, Else> = typeof globalThis extends {
  [Class in Name]: {
    /** The type of its instances. */
    prototype: infer Instance;
  };
}
  ? Instance
  : Else;

/** Signals that a call is cancelled. */
export type AbortSignal = Made<
  'AbortSignal',
  {
    /** Whether it has been aborted. */
    readonly aborted: boolean;
    /** Why it was aborted. */
    readonly reason?: any;
    /** Listens for `abort`. */
    addEventListener(type: 'abort', listener: () => void): void;
    /** Stops listening. */
    removeEventListener(type: 'abort', listener: () => void): void;
  }
>;

/** Holds a signal and aborts it. */
export type AbortController = Made<
  'AbortController',
  {
    /** The signal. */
    readonly signal: AbortSignal;
    /** Aborts it. */
    abort(reason?: any): void;
  }
>;

/** What a cancelled call rejects with, unless it was given a reason. */
export type DOMException = Made<'DOMException', Error>;

/** What can send messages to a page. */
export type MessageEventSource =
  Made<'Window', object> | Made<'MessagePort', object> | Made<'ServiceWorker', object>;

/** A parsed URL. */
export type URL = Made<
  'URL',
  {
    /** The URL. */
    readonly href: string;
    /** The URL, as `href`. */
    toString(): string;
  }
>;

/** A fetch response. */
export type WebResponse = Made<
  'Response',
  {
    /** Whether its status is a success status. */
    readonly ok: boolean;
    /** Its headers. */
    readonly headers: {
      /** Returns one of them. */
      get(name: string): string | null;
    };
    /** Its body. */
    arrayBuffer(): Promise<ArrayBuffer>;
  }
>;

/** A fetch request. */
export type WebRequest = Made<
  'Request',
  {
    /** Its URL. */
    readonly url: string;
    /** Its HTTP method. */
    readonly method: string;
  }
>;

/** A compiled WebAssembly module. */
export type WasmModule = (typeof globalThis extends {
  WebAssembly: { Module: { prototype: infer Instance } };
}
  ? Instance
  : {
      /** The name that identifies its type. */
      readonly [Symbol.toStringTag]: 'WebAssembly.Module';
    }) &
  object;

/** Bytes that are not shared with another thread. */
export type Bytes = ArrayBuffer | (ArrayBufferView & { readonly buffer: ArrayBuffer });
