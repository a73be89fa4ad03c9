// The types of the platform that the declarations use.
//
// Not every project includes lib.dom or @types/node. Each of these is the platform's own type if there is one; otherwise it
// has only the members that most tests need.

/** The instance type of a global class, if that class exists. */
export type Made<Name extends string, Else> = typeof globalThis extends {
  [Class in Name]: {
    /** The type of its instances. */
    prototype: infer Instance;
  };
}
  ? Instance
  : Else;

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

/** A request. */
export type Request = Made<
  'Request',
  {
    /** Its HTTP method. */
    readonly method: string;
    /** Its URL. */
    readonly url: string;
  }
>;

/** What `fetch` takes beside the URL. */
export type RequestInit = typeof globalThis extends {
  /** The global class. */
  Request: new (input: any, init?: infer Init) => any;
}
  ? NonNullable<Init>
  : {
      /** The HTTP method. */
      method?: string | undefined;
      /** The headers. */
      headers?: Record<string, string> | undefined;
      /** The body. */
      body?: string | undefined;
    };

/** A response. */
export type Response = Made<
  'Response',
  {
    /** Whether its status is a success status. */
    readonly ok: boolean;
    /** Its HTTP status. */
    readonly status: number;
    /** Its headers. */
    readonly headers: {
      /** The value of a header. */
      get(name: string): string | null;
      /** The cookies that it sets. */
      getSetCookie(): string[];
    };
    /** The body as JSON. */
    json(): Promise<any>;
    /** The body as text. */
    text(): Promise<string>;
  }
>;
