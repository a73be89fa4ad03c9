// The results, as a table for docs/loading.md.

const HEAD = [
  'consumer',
  'installs, builds',
  'runs',
  'under the strict CSP',
  'without WebAssembly',
  'wasm in the output',
];
const NONE = '–';

const rows = [];

/** A row of the table. A cell without tests stays a dash. */
export class Row {
  version = '';
  built = NONE;
  runs = NONE;
  strict = NONE;
  twin = NONE;
  wasm = NONE;
  #name;
  #variant;

  constructor(name, variant) {
    this.#name = name;
    this.#variant = variant;
    rows.push(this);
  }

  line() {
    const label = `${this.#name} ${this.version}`.trim() + (this.#variant && ', ' + this.#variant);
    return [label, this.built, this.runs, this.strict, this.twin, this.wasm];
  }
}

export const table = () =>
  [HEAD, HEAD.map(() => '---'), ...rows.map((row) => row.line())]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
