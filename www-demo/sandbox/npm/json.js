// What is sent to the control endpoints. JSON has no word for some values, and would make `null` of them or leave them out.

const REFUSED = ['bigint', 'function', 'symbol'];

/** Returns the path of a member, as the service writes it: `askFields[0]`, `fields.age`. */
const pathOf = (holder, path, name) => {
  if (Array.isArray(holder)) return `${path}[${name}]`;
  return path ? `${path}.${name}` : name;
};

/** Returns the value as JSON. If it contains something that JSON cannot say, throws a `TypeError` with its path. */
export const json = (value) => {
  const paths = new Map();
  // Not an arrow function: `this` is what contains the part.
  return JSON.stringify(value, function (name, part) {
    const path = pathOf(this, paths.get(this), name);
    if (typeof part === 'number' && !Number.isFinite(part)) {
      throw new TypeError(`${path}: must be a finite number.`);
    }
    if (REFUSED.includes(typeof part)) throw new TypeError(`${path}: must be a value of JSON.`);
    // Its members come next, even if another path leads to it, too.
    paths.set(part, path);
    return part;
  });
};
