// The tabs of one browser, the calls made in them, and the outcomes.

/** Milliseconds that a call may take: the `timeout` option of the instances. */
export const TIMEOUT = 20_000;

/** Milliseconds that a call may be late on a busy machine. */
const SLACK = 3_000;

/** In the page: defines the calls, and reports the outcome of each, with its start and end time. */
const prepare = (options) => {
  const calls = {
    getAccessToken: () => api.session.getAccessToken(),
    refresh: async () => (await api.refresh()).accessToken,
    getUser: async () => (await api.getUser()).id,
    current: async () => api.session.current && api.session.current.accessToken,
    signIn: async (code) => (await api.exchangeCode({ code })).accessToken,
    signOut: () => api.session.logout(),
  };
  window.start = (load) => {
    const apiUrl = `${location.origin}/from/${load}/api`;
    window.api = new XsollaLogin.Api({ ...options, apiUrl });
    window.run = (name, ...args) => {
      const start = Date.now();
      return calls[name](...args).then(
        (value) => ({ start, end: Date.now(), value }),
        ({ name, kind, code }) => ({ start, end: Date.now(), error: { name, kind, code } }),
      );
    };
  };
};

/**
 * Opens `count` tabs. `calls` has every call that has settled or missed its deadline; `gone` says when
 * each load was left.
 */
export const openTabs = async (browser, origin, count) => {
  const context = await browser.newContext();
  await context.addInitScript(prepare, {
    projectId: 'project',
    clientId: 42,
    is_oauth2: true,
    timeout: TIMEOUT,
    session: { storage: 'localStorage' },
  });
  const calls = [];
  const gone = new Map();
  let loads = 0;

  const start = async (tab) => {
    tab.load = `${tab.number}-${++loads}`;
    await tab.page.evaluate((load) => start(load), tab.load);
    tab.isReady = true;
  };

  const open = async (tab) => {
    tab.page = await context.newPage();
    await tab.page.goto(origin);
    await start(tab);
  };

  const leave = (tab) => {
    tab.isReady = false;
    gone.set(tab.load, Date.now());
  };

  /**
   * Makes a call in a tab. Resolves to undefined if the tab is left before the call settles, and to
   * `{ end, isLate }` if the call misses its deadline.
   */
  const call = async (tab, name, ...args) => {
    const entry = { load: tab.load, name, start: Date.now() };
    let timer;
    const late = new Promise((end) => {
      timer = setTimeout(() => end({ end: Date.now(), isLate: true }), TIMEOUT + SLACK);
    });
    const settled = tab.page
      .evaluate(([name, args]) => run(name, ...args), [name, args])
      .catch((error) => {
        if (!gone.has(entry.load)) throw error;
      });
    try {
      const result = await Promise.race([settled, late]);
      if (result) calls.push({ ...entry, ...result });
      return result;
    } finally {
      clearTimeout(timer);
    }
  };

  const tabs = Array.from({ length: count }, (_, number) => ({ number }));
  await Promise.all(tabs.map(open));

  return {
    tabs,
    calls,
    gone,
    call,
    reload: async (tab) => {
      leave(tab);
      await tab.page.reload();
      await start(tab);
    },
    reopen: async (tab) => {
      leave(tab);
      await tab.page.close();
      await open(tab);
    },
    setOffline: (isOffline) => context.setOffline(isOffline),
  };
};
