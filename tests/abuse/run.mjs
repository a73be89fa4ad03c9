// Runs everything in sequence, and prints a table at the end.
import { after } from 'node:test';
import { printTable } from './tally.mjs';
import './hostile.mjs';
import './concurrency.mjs';
import './leaks.mjs';

after(printTable);
