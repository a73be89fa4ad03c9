// One timer for the timeouts of all calls: to set and clear one of its own would take a tenth of the time
// of a call.

/**
 * A call with a deadline, in milliseconds of {@link now}.
 * @typedef {{ deadline: number, expire: () => void }} Timed
 */

/** @type {Set<Timed>} */
const timed = new Set();

/** The timer, and the deadline that it is set for. @type {any} */
let timer;
let due = Infinity;
/** What set it, and what takes it back: a test may have put others in their place since. */
let setBy = /** @type {unknown} */ (undefined);
let cancel = () => {};

/** Milliseconds on a clock that only goes forward. */
export const now = () => performance.now();

/** Sets the timer for the next deadline, in the place of the one that is set; none if there is none. */
const set = () => {
  cancel();
  due = Infinity;
  timed.forEach(({ deadline }) => {
    if (deadline < due) due = deadline;
  });
  timer = undefined;
  cancel = () => {};
  if (due === Infinity) return;
  setBy = setTimeout;
  const clear = clearTimeout;
  const ring = () => {
    // By the timer alone, whatever the clock says: tests may have stopped the one and not the other.
    const late = due;
    timed.forEach((call) => call.deadline <= late && call.expire());
    set();
  };
  // At least 1: the time of what is begun late may be over.
  const mine = (timer = setTimeout(ring, Math.max(1, due - now())));
  cancel = () => clear(mine);
};

/** @param {Timed} call that expires at its deadline, unless it is stopped before */
export const time = (call) => {
  timed.add(call);
  // Another `setTimeout` is that of a test, which may be a clock of its own.
  if (call.deadline < due || setBy !== setTimeout) set();
};

/** @param {Timed} call */
export const stop = (call) => {
  timed.delete(call);
  // In a page the next call will need it; elsewhere it would keep a process from ending.
  if (!timed.size && (typeof timer !== 'number' || typeof document !== 'object')) set();
};
