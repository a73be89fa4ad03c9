// Tests that report how much they tried, for the table at the end of a run.
import { test } from 'node:test';

const rows = [];

/**
 * Defines a test. `run` resolves to how much it tried; `kind` names that in the table.
 */
export const tried = (kind, name, run) =>
  test(name, { timeout: 240_000 }, async (context) => {
    const row = { kind, count: 0, failures: 1, seconds: 0 };
    rows.push(row);
    const started = performance.now();
    try {
      row.count = await run(context);
      row.failures = 0;
    } finally {
      row.seconds = Number(((performance.now() - started) / 1000).toFixed(1));
    }
  });

/** Prints the table. */
export const printTable = () => {
  const width = Math.max(...rows.map(({ kind }) => kind.length));
  console.log(`\n${'kind'.padEnd(width)}   count  failures  seconds`);
  for (const { kind, count, failures, seconds } of rows) {
    const cells = [
      kind.padEnd(width),
      String(count).padStart(7),
      String(failures).padStart(9),
      String(seconds).padStart(8),
    ];
    console.log(cells.join(' '));
  }
};
