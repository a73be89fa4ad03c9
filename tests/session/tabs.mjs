// What the tabs of a browser share, and what each has on its own.

/** A storage as a page sees it. */
export const storage = (entries = {}) => over(new Map(Object.entries(entries)));

/** The same entries, as one tab sees them; `told` is called with each change that it makes. */
const over = (map, told = () => {}) => {
  const change = (key, value) => {
    const before = map.get(key) ?? null;
    if (value === null) map.delete(key);
    else map.set(key, value);
    if (before !== value) told({ key, oldValue: before, newValue: value });
  };
  return {
    map,
    get length() {
      return map.size;
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(String(key)) ?? null,
    setItem: (key, value) => change(String(key), String(value)),
    removeItem: (key) => change(String(key), null),
    clear: () => {
      if (map.size) told({ key: null, oldValue: null, newValue: null });
      map.clear();
    },
  };
};

/** Web Locks, as the tabs of a browser share them. */
export const locks = () => {
  const queues = new Map();
  const next = (name) => {
    const queue = queues.get(name) ?? [];
    if (queue.length && !queue[0].held) {
      queue[0].held = true;
      queue[0].grant();
    }
  };
  const leave = (name, one) => {
    const queue = queues.get(name) ?? [];
    const index = queue.indexOf(one);
    if (index < 0) return;
    queue.splice(index, 1);
    next(name);
  };
  const request = (owner, name, ...rest) =>
    new Promise((resolve, reject) => {
      const run = rest.at(-1);
      const { signal, ifAvailable } = (rest.length > 1 && rest[0]) || {};
      if (signal?.aborted) return reject(signal.reason);
      if (ifAvailable && queues.get(name)?.length) {
        return Promise.resolve()
          .then(() => run(null))
          .then(resolve, reject);
      }
      const one = { owner, held: false };
      const abort = () => {
        if (one.held) return;
        leave(name, one);
        reject(signal.reason);
      };
      one.grant = () =>
        Promise.resolve()
          .then(() =>
            (owner?.awake ?? Promise.resolve()).then(() => run({ name, mode: 'exclusive' })),
          )
          .finally(() => leave(name, one))
          .then(resolve, reject);
      signal?.addEventListener('abort', abort, { once: true });
      queues.set(name, [...(queues.get(name) ?? []), one]);
      next(name);
    });
  return {
    request: (...args) => request(undefined, ...args),
    /** The locks as one tab sees them. */
    of: (owner) => ({ request: (...args) => request(owner, ...args) }),
    /** Releases the locks of a tab that is gone. */
    drop: (owner) => {
      for (const [name, queue] of queues) {
        for (const one of queue.filter((one) => one.owner === owner)) leave(name, one);
      }
    },
  };
};

/** Channels by name; each gets what is posted to the others of its name. */
export const channels = () => {
  const open = new Set();
  return class BroadcastChannel {
    #listeners = new Set();
    onmessage = null;
    #live;
    constructor(name, live = (run) => run()) {
      this.name = String(name);
      this.#live = live;
      open.add(this);
    }
    addEventListener(type, listener) {
      if (type === 'message') this.#listeners.add(listener);
    }
    removeEventListener(type, listener) {
      this.#listeners.delete(listener);
    }
    postMessage(data) {
      const origin = globalThis.location?.origin ?? '';
      const message = structuredClone(data);
      for (const other of open) {
        if (other === this || other.name !== this.name) continue;
        queueMicrotask(() => void other.#live(() => other.#hear({ data: message, origin })));
      }
    }
    #hear(more) {
      if (!open.has(this)) return;
      const event = { type: 'message', source: null, target: this, ...more };
      for (const listener of [...this.#listeners]) {
        if (typeof listener === 'function') listener.call(this, event);
        else listener.handleEvent(event);
      }
      this.onmessage?.(event);
    }
    close() {
      open.delete(this);
    }
  };
};

/** The events of a window or document. */
export const events = () => {
  const listeners = new Map();
  return {
    addEventListener(type, listener) {
      listeners.set(type, (listeners.get(type) ?? new Set()).add(listener));
    },
    removeEventListener: (type, listener) => void listeners.get(type)?.delete(listener),
    fire(type, more) {
      const event = { type, ...more };
      for (const listener of [...(listeners.get(type) ?? [])]) {
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      }
    },
    count: (type) => listeners.get(type)?.size ?? 0,
  };
};

/**
 * Creates another tab of the same browser: its own copy of the package, with its own global object
 * on top of the test's. `session` is its sessionStorage. It sees what other tabs have written `lag`
 * milliseconds later, as between browser processes; `more` replaces what the browser provides.
 */
export const tabOf = (world, source, { session = storage(), lag = 0, ...more } = {}) => {
  const [window, page] = [events(), events()];
  const tab = { session, gone: false, awake: Promise.resolve(), fire: window.fire };
  let wake = () => {};
  const live = async (run) => {
    await tab.awake;
    if (!tab.gone) return run();
    return new Promise(() => {});
  };
  const map = lag ? new Map(world.local.map) : world.local.map;
  const apply = (map, { key, newValue }) => {
    if (key === null) map.clear();
    else if (newValue === null) map.delete(key);
    else map.set(key, newValue);
  };
  const local = over(map, (change) => {
    if (lag) apply(world.local.map, change);
    world.told(tab, change);
  });
  tab.told = (change) => {
    const hear = () => {
      if (lag) apply(map, change);
      void live(() => window.fire('storage', { ...change, storageArea: local }));
    };
    if (lag) globalThis.setTimeout(hear, lag);
    else hear();
  };
  const later =
    (start) =>
    (run, ms, ...args) =>
      start(() => void live(() => void run(...args)), ms);
  const own = {
    localStorage: local,
    sessionStorage: session,
    navigator: world.locks ? { locks: world.locks.of(tab) } : {},
    addEventListener: window.addEventListener,
    removeEventListener: window.removeEventListener,
    document: { ...page, visibilityState: 'visible', hidden: false, hasFocus: () => true },
    setTimeout: later((run, ms) => globalThis.setTimeout(run, ms)),
    setInterval: later((run, ms) => globalThis.setInterval(run, ms)),
    fetch: async (...args) => {
      try {
        const answer = await globalThis.fetch(...args);
        return await live(() => answer);
      } catch (error) {
        return live(() => Promise.reject(error));
      }
    },
    BroadcastChannel: class extends globalThis.BroadcastChannel {
      constructor(name) {
        super(name, live);
      }
    },
    ...more,
  };
  const scope = new Proxy(globalThis, {
    get: (target, name) => (Object.hasOwn(own, name) ? own[name] : Reflect.get(target, name)),
    has: (target, name) => Object.hasOwn(own, name) || Reflect.has(target, name),
  });
  own.globalThis = own.self = scope;
  /** Loads the package in this tab. */
  tab.load = () =>
    new Function(...Object.keys(own), `${source}\nreturn XsollaLogin;`)(...Object.values(own));
  /** Stops everything in the tab until it is resumed. */
  tab.freeze = () => {
    tab.awake = new Promise((resolve) => (wake = resolve));
  };
  tab.resume = () => {
    wake();
    page.fire('resume');
    page.fire('visibilitychange');
    window.fire('pageshow', { persisted: false });
  };
  /** The tab is gone without any event. */
  tab.crash = () => {
    tab.gone = true;
    world.locks?.drop(tab);
  };
  /** The tab is closed or reloaded. */
  tab.close = () => {
    window.fire('pagehide', { persisted: false });
    tab.crash();
  };
  world.tabs.add(tab);
  return tab;
};

export { over as storageOver };
