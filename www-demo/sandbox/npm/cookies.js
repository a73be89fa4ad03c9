// The cookies of one browser: those of the service, which all belong to its whole host.

export class Cookies {
  #values = new Map();

  /** Takes what an answer sets or takes away. */
  take(response) {
    for (const line of response.headers.getSetCookie()) {
      const [pair, ...attributes] = line.split(';').map((part) => part.trim());
      const [name, value] = pair.split(/=(.*)/s);
      const ends = attributes.some((attribute) => /^max-age=(0|-.*)$/i.test(attribute));
      if (ends) this.#values.delete(name);
      else this.#values.set(name, value);
    }
  }

  /** The header for a request; none without cookies. */
  header() {
    const pairs = [...this.#values].map(([name, value]) => `${name}=${value}`);
    return pairs.length ? [['cookie', pairs.join('; ')]] : [];
  }
}
