// One timer for many timeouts, on a clock that the test turns.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';

const real = { setTimeout, clearTimeout, performance, document: globalThis.document };

/** A host's clock and timers. `numbered`: whether a timer is a number, as in a page. */
const host = ({ numbered = true, first = 1 } = {}) => {
  const timers = new Map();
  let last = first - 1;
  const self = {
    time: 0,
    set: 0,
    running: () => timers.size,
    install: () =>
      Object.assign(globalThis, {
        performance: { now: () => self.time },
        setTimeout(run, ms) {
          self.set += 1;
          const timer = numbered ? (last += 1) : {};
          timers.set(timer, { run, at: self.time + ms });
          return timer;
        },
        clearTimeout(timer) {
          if (timer === undefined || timer < first) self.foreign += 1;
          timers.delete(timer);
        },
      }),
    /** How often it was asked to take back a timer that is not its own. */
    foreign: 0,
    /** Lets time pass; `stopped`: the clock shows nothing of it. */
    pass(ms, stopped = false) {
      const end = self.time + ms;
      for (;;) {
        const next = [...timers]
          .filter(([, { at }]) => at <= end)
          .sort((a, b) => a[1].at - b[1].at)[0];
        if (!next) break;
        timers.delete(next[0]);
        if (!stopped) self.time = Math.max(self.time, next[1].at);
        next[1].run();
      }
      if (!stopped) self.time = end;
    },
  };
  return self;
};

let fresh = 0;
let clock;
let expired;
let world;

/** A call that may take so long. */
const call = (name, ms) => {
  const timed = {
    deadline: performance.now() + ms,
    expire() {
      expired.push([name, world.time]);
      clock.stop(timed);
    },
  };
  clock.time(timed);
  return timed;
};

beforeEach(async () => {
  expired = [];
  globalThis.document = {};
  world = host();
  world.install();
  clock = await import(`../../js/clock.js?${(fresh += 1)}`);
});

afterEach(() => Object.assign(globalThis, real));

test('each call expires at its own deadline, in whatever order they began', () => {
  call('long', 500);
  call('short', 100);
  world.pass(50);
  call('same as long', 450);
  call('shortest', 20);
  world.pass(1000);
  assert.deepEqual(expired, [
    ['shortest', 70],
    ['short', 100],
    ['long', 500],
    ['same as long', 500],
  ]);
  assert.equal(world.running(), 0);
});

test('a call that has ended does not expire, and keeps no other from it', () => {
  clock.stop(call('ended', 100));
  call('open', 200);
  world.pass(1000);
  assert.deepEqual(expired, [['open', 200]]);
});

test('however many calls there are, one timer runs', () => {
  const calls = Array.from({ length: 1000 }, (_, number) => call(number, 1000 + (number % 7)));
  assert.equal(world.running(), 1);
  assert.ok(world.set < 10, `${world.set} timers were set`);
  calls.forEach(clock.stop);
  assert.equal(world.running(), 1);
});

test('in a page, calls one after the other set one timer', () => {
  for (let made = 0; made < 100; made++) {
    clock.stop(call(made, 30_000));
    world.pass(10);
  }
  assert.equal(world.set, 1);
  world.pass(60_000);
  assert.deepEqual([expired, world.running()], [[], 0]);
});

test('outside of a page no timer outlives the calls', () => {
  delete globalThis.document;
  const [first, second] = [call('first', 100), call('second', 200)];
  clock.stop(first);
  assert.equal(world.running(), 1);
  clock.stop(second);
  assert.equal(world.running(), 0);
});

test('a timer that is an object is one of Node, page or not: it does not outlive the calls', () => {
  world = host({ numbered: false });
  world.install();
  clock.stop(call('only', 100));
  assert.equal(world.running(), 0);
});

test('a test that puts its own timers in the place of the real ones turns the clock of the next call', () => {
  const before = world;
  clock.stop(call('before', 30_000));
  world = host({ first: 1000 });
  world.time = 1_000_000;
  world.install();
  call('under test', 500);
  assert.equal(world.foreign, 0, 'no timer is taken back by what has not set it');
  assert.equal(before.running(), 0, 'but by what has');
  world.pass(500);
  assert.deepEqual(expired, [['under test', 1_000_500]]);
});

test('a call that is begun while another expires is timed as well, by the one timer', () => {
  delete globalThis.document;
  const first = {
    deadline: performance.now() + 100,
    expire() {
      clock.stop(first);
      call('begun then', 300);
    },
  };
  clock.time(first);
  world.pass(100);
  assert.equal(world.running(), 1);
  world.pass(300);
  assert.deepEqual(expired, [['begun then', 400]]);
});

test('timers that run while the clock stands still make calls expire', () => {
  call('open', 100);
  world.pass(100, true);
  assert.deepEqual(expired, [['open', 0]]);
});

test('a call whose time was over before it began expires at once, and not within `time`', () => {
  call('late', -50);
  assert.deepEqual(expired, []);
  world.pass(1);
  assert.deepEqual(expired, [['late', 1]]);
});
