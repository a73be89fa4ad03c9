// The cookies of one browser. They are all from the service, and apply to its whole host.

/** Returns the values of the `Set-Cookie` headers. `headers`: as `[name, value]`. */
export const setCookies = (headers) =>
  headers.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, value]) => value);

export class Cookies {
  #values = new Map();

  /** Stores and deletes cookies as the headers of a response say. */
  take(headers) {
    for (const line of setCookies(headers)) {
      const [pair, ...attributes] = line.split(';').map((part) => part.trim());
      const [name, value] = pair.split(/=(.*)/s);
      const ends = attributes.some((attribute) => /^max-age=(0|-.*)$/i.test(attribute));
      if (ends) this.#values.delete(name);
      else this.#values.set(name, value);
    }
  }

  /** Returns the headers to add to a request: `cookie`, or none if there are no cookies. */
  header() {
    const pairs = [...this.#values].map(([name, value]) => `${name}=${value}`);
    return pairs.length ? [['cookie', pairs.join('; ')]] : [];
  }
}
