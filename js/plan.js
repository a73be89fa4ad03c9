// What JavaScript has to know of a call, from src/calls.rs.
import { plans } from './generated/calls.js';

/**
 * @typedef {object} Plan
 * @property {number} index its number
 * @property {string} method
 * @property {string} credentials
 * @property {string} redirect
 * @property {string} cache
 * @property {string} type of its body, if it has one
 * @property {number} positional how many arguments may be given by position
 * @property {number} direct how many of the names are arguments: the others are options
 * @property {number} round milliseconds of each round, if it is a long poll; else 0
 * @property {string[]} names of what is read
 * @property {(string | undefined)[]} others another name for each that has one
 */

/** Those that were asked for. @type {Plan[]} */
const known = [];

/**
 * The plan of a call; one that reads nothing where there is no such call.
 * @param {number} index
 * @returns {Plan}
 */
export const planOf = (index) => (known[index] ??= read(index));

/** @param {number} index @returns {Plan} */
const read = (index) => {
  const words = (plans.split(',')[index] ?? '').split(' ');
  const [method, credentials, redirect, cache, type, positional, direct, round, ...rest] = words;
  const names = rest.map((name) => name.split('|'));
  return {
    index,
    method,
    credentials,
    redirect,
    cache,
    type,
    positional: Number(positional),
    direct: Number(direct),
    round: Number(round),
    names: names.map(([name]) => name),
    others: names.map(([, other]) => other),
  };
};
