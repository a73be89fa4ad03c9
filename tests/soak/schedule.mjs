// What goes wrong, and when: users sign in and out, tabs are reloaded or closed, the network fails.

const pause = (ms) => new Promise((end) => setTimeout(end, ms));

/** Picks what the token endpoint does with each refresh: anything if `isRough`, else a fast success. */
export const faults = (dice) => {
  const quick = () => dice.between(20, 300);
  // Longer than the ten seconds after which a tab used to assume that another one was gone.
  const slow = () => dice.between(10_500, 13_500);
  const kinds = {
    quick: () => ({ before: quick() }),
    slow: () => ({ before: slow() }),
    late: () => ({ after: slow() }),
    cut: () => ({ before: quick(), isCut: true }),
    lost: () => ({ after: quick(), isLost: true }),
    lostLate: () => ({ after: slow(), isLost: true }),
  };
  const weights = { quick: 10, slow: 3, late: 3, cut: 1, lost: 1, lostLate: 1 };
  return (isRough) => kinds[isRough ? dice.weighted(weights) : 'quick']();
};

/**
 * Starts a user's day. `changes` is for the judge, `counts` is for printing.
 */
export const startDay = (tabs, server, dice) => {
  const changes = [];
  const counts = {
    'sign-ins': 0,
    'failed sign-ins': 0,
    'sign-outs': 0,
    reloads: 0,
    'tabs closed': 0,
    'offline phases': 0,
  };
  const count = (name) => (counts[name] += 1);

  const ready = () => tabs.tabs.filter(({ isReady, isBusy }) => isReady && !isBusy);
  const underWay = () => server.sends.filter(({ end }) => !end);
  /** Returns any tab, more often than by chance one whose request is in flight. */
  const victim = () => {
    const asking = underWay().map(({ load }) => load);
    const holders = ready().filter(({ load }) => asking.includes(load));
    return dice.of(dice.next() < 0.2 && holders.length ? holders : ready());
  };

  /** Starts a sign-in or a sign-out, one at a time. Its tab is not left meanwhile. */
  let changing;
  const change = (name, ...args) => {
    const tab = dice.of(ready());
    if (changing || !tab) return;
    tab.isBusy = true;
    const start = Date.now();
    changing = tabs.call(tab, name, ...args).then((result) => {
      const family = server.access.get(result?.value)?.family;
      // A failed sign-in changes nothing; a sign-out always counts.
      if (name === 'signOut' || family) changes.push({ family, start, end: Date.now() });
      count(name === 'signOut' ? 'sign-outs' : family ? 'sign-ins' : 'failed sign-ins');
      tab.isBusy = false;
      changing = undefined;
    });
  };
  const signIn = () => change('signIn', `code-${server.families.size}-${changes.length}`);

  const isNobody = () => {
    const last = changes.at(-1);
    if (!last?.family || server.families.get(last.family).endedAt) return true;
    return tabs.calls.some(({ value, start }) => value === null && start > last.end + 1000);
  };

  const steps = {
    reload: async () => {
      const tab = victim();
      if (!tab) return;
      count('reloads');
      await tabs.reload(tab);
    },
    reopen: async () => {
      const tab = victim();
      if (!tab) return;
      count('tabs closed');
      await tabs.reopen(tab);
    },
    offline: async () => {
      count('offline phases');
      await tabs.setOffline(true);
      await pause(dice.between(500, 2500));
      if (dice.next() < 0.2) change('signOut');
      await pause(dice.between(500, 2500));
      await tabs.setOffline(false);
    },
    signOut: async () => change('signOut'),
    anotherUser: async () => signIn(),
    nothing: async () => {},
  };
  const weights = { reload: 8, reopen: 4, offline: 1, signOut: 1, anotherUser: 1, nothing: 16 };
  /** The network fails more often while a request is in flight. */
  const step = () => steps[dice.weighted({ ...weights, offline: underWay().length ? 3 : 1 })]();

  return {
    changes,
    counts,
    /** Lets things go wrong until the time `until`. Somebody is signed in afterwards. */
    disturb: async (until) => {
      while (Date.now() < until) {
        if (isNobody() && dice.next() < 0.5) signIn();
        else await step();
        await pause(dice.between(200, 900));
      }
      await changing;
      if (isNobody()) signIn();
      await changing;
    },
  };
};
