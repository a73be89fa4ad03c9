// What is sent to the control endpoints. JSON has no word for some values, and would make `null` of them or leave them out.

const REFUSED = ['bigint', 'function', 'symbol'];

/** Returns the value as JSON. If it contains something that JSON cannot say, throws a `TypeError` with its name. */
export const json = (value) =>
  JSON.stringify(value, (name, part) => {
    if (typeof part === 'number' && !Number.isFinite(part)) {
      throw new TypeError(`${name}: must be a finite number.`);
    }
    if (REFUSED.includes(typeof part)) throw new TypeError(`${name}: must be a value of JSON.`);
    return part;
  });
