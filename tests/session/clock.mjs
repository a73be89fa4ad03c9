// The clocks and timers of a page, which a test can move.

const real = {
  now: Date.now,
  performance: globalThis.performance,
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
};

/** Waits this many milliseconds of real time. */
export const tick = (ms = 0) => new Promise((end) => real.setTimeout(end, ms));

const { setImmediate } = globalThis;

// Hashing runs in another thread and takes real time, which no clock of the page counts.
const hashing = new Set();
const subtle = Object.getPrototypeOf(crypto.subtle);
const { digest } = subtle;
subtle.digest = function (...args) {
  const hash = digest.apply(this, args);
  const end = () => hashing.delete(hash);
  hashing.add(hash);
  hash.then(end, end);
  return hash;
};

/** Runs everything that waits for no timer of the page: timers that are due, then what follows. */
export const settle = async () => {
  for (let round = 0; round < 2; round++) {
    await tick(2);
    do {
      await Promise.allSettled(hashing);
      for (let turn = 0; turn < 20; turn++) await new Promise((end) => setImmediate(end));
    } while (hashing.size > 0);
  }
};

let current;

/** Gives the page its own clocks, which advance with the real ones. */
export const clock = (set) => {
  let [passed, stepped, ids] = [0, 0, 0];
  const timers = new Map();
  const mono = () => real.performance.now() + passed;

  const fire = (id, timer) => {
    if (timers.get(id) !== timer) return;
    if (timer.every === undefined) timers.delete(id);
    else {
      timer.due += Math.max(1, timer.every);
      arm(id, timer);
    }
    timer.run();
  };
  const arm = (id, timer) => {
    real.clearTimeout(timer.handle);
    const ms = Math.max(0, Math.min(timer.due - mono(), 2 ** 31 - 1));
    timer.handle = real.setTimeout(() => fire(id, timer), ms);
  };
  const start = (run, ms, every) => {
    const timer = { run, due: mono() + (Number(ms) || 0), every };
    timers.set(++ids, timer);
    arm(ids, timer);
    return ids;
  };
  const stop = (id) => {
    real.clearTimeout(timers.get(id)?.handle);
    timers.delete(id);
  };
  set('setTimeout', (run, ms, ...args) => start(() => run(...args), ms));
  set('setInterval', (run, ms, ...args) => start(() => run(...args), ms, Number(ms) || 0));
  set('clearTimeout', (id) => (typeof id === 'number' ? stop(id) : real.clearTimeout(id)));
  set('clearInterval', (id) => (typeof id === 'number' ? stop(id) : real.clearInterval(id)));
  set('performance', { now: mono, timeOrigin: real.performance.timeOrigin });
  Date.now = () => real.now() + passed + stepped;

  const jump = (ms) => {
    passed += Math.max(0, ms);
    const due = [...timers].sort(([, one], [, other]) => one.due - other.due);
    for (const [id, timer] of due) arm(id, timer);
  };
  const next = () => Math.min(...[...timers.values()].map(({ due }) => due));

  const world = {
    /** Skips this many milliseconds, as on a machine that slept: timers that are due fire late. */
    skip: jump,
    /** Moves the wall clock by this many milliseconds; no time passes. */
    set: (ms) => void (stepped += ms),
    /** Lets this many milliseconds pass; each timer fires when it is due. */
    pass: async (ms) => {
      const end = mono() + ms;
      await settle();
      while (next() < end) {
        jump(next() - mono());
        await settle();
      }
      jump(end - mono());
      await settle();
    },
    /**
     * From now on, skips the wait for timers that are due within `limit` milliseconds: the next one
     * fires when nothing else happens.
     */
    hurry: async (limit = 15_000) => {
      while (current === world) {
        await settle();
        const ms = next() - mono();
        if (current === world && ms <= limit) jump(ms);
      }
    },
    end: () => {
      current = undefined;
      Date.now = real.now;
      for (const { handle } of timers.values()) real.clearTimeout(handle);
      timers.clear();
    },
  };
  return (current = world);
};

/** Resolves to how a promise has settled after `ms` of page time: `{ value }`, `{ error }`, `{}`. */
export const within = async (world, ms, promise) => {
  const end = {};
  promise.then(
    (value) => Object.assign(end, { value }),
    (error) => Object.assign(end, { error }),
  );
  await world.pass(ms);
  return { ...end };
};
