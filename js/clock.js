// One timer for the timeouts of all calls: to set and clear one of its own would take a tenth of the time
// of a call.

/**
 * A call with a deadline, in milliseconds of {@link now}.
 * @typedef {{ deadline: number, expire: () => void }} Timed
 */

/** @type {Set<Timed>} */
const timed = new Set();

/** The deadline that the timer is set for. */
let due = Infinity;
/** Whether it stays when no call needs it. */
let stays = false;
/** What set it, and what takes it back: a test may have put others in their place since. */
let setBy = /** @type {unknown} */ (undefined);
let cancel = () => {};

/** Milliseconds on a clock that only goes forward. */
export const now = () => performance.now();

/** Sets the timer for the next deadline, in the place of the one that is set; none if there is none. */
const set = () => {
  cancel();
  stays = false;
  due = Infinity;
  timed.forEach(({ deadline }) => {
    if (deadline < due) due = deadline;
  });
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
  const mine = setTimeout(ring, Math.max(1, due - now()));
  cancel = () => clear(mine);
  // In a page the next call will need it; elsewhere it would keep a process from ending.
  stays = typeof mine === 'number' && typeof document === 'object';
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
  if (!timed.size && !stays) set();
};
