// All of it, one after the other, and a table at the end.
import { after } from 'node:test';
import { printTable } from './tally.mjs';
import './hostile.mjs';
import './concurrency.mjs';
import './leaks.mjs';

after(printTable);
