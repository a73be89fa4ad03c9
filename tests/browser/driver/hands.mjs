// The actions of a page, for drivers whose library does not wait for elements. A script in the page
// finds out when an element can be used; the mouse and the keyboard then use it as a player does.

import { until } from '../until.mjs';

const TRIES = 5;

/**
 * What such a driver provides.
 *
 * @typedef {object} Hands
 * @property {import('../types').Page['evaluate']} evaluate
 * @property {(x: number, y: number) => Promise<void>} clickAt in pixels of the viewport
 * @property {(text: string) => Promise<void>} type
 */

/** @param {Hands} hands */
export function actionsOf({ evaluate, clickAt, type }) {
  /** @param {string} selector */
  const appears = (selector) => until(() => evaluate(isShown, selector), `${selector} to be seen`);
  return {
    /** @param {string} selector @param {string} text */
    async fill(selector, text) {
      await until(() => evaluate(selectAll, selector), `${selector} to take text`);
      await type(text);
    },
    /** @param {string} selector */
    async click(selector) {
      for (let tries = 0; tries < TRIES; tries++) {
        const point = await until(() => evaluate(target, selector), `${selector} to be clickable`);
        await clickAt(point.x, point.y);
        // A page that is being left has received the click.
        if (!(await evaluate(hasMissed).catch(() => false))) return;
      }
      throw new Error(`${selector} has moved away from ${TRIES} clicks`);
    },
    /** @param {string} selector */
    text: async (selector) => (await until(() => evaluate(read, selector), selector)).text,
    /** @param {string} selector */
    value: async (selector) => (await until(() => evaluate(read, selector), selector)).value,
    /** @param {string} selector */
    visible: async (selector) => void (await appears(selector)),
    /** @param {string} selector */
    async hidden(selector) {
      await until(async () => !(await evaluate(isShown, selector)), `${selector} to be hidden`);
    },
  };
}

// The rest runs in the page.

/** @param {string} selector */
function isShown(selector) {
  const element = document.querySelector(selector);
  if (!element?.checkVisibility({ visibilityProperty: true })) return false;
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0;
}

/** @param {string} selector */
function read(selector) {
  const element = /** @type {HTMLInputElement | null} */ (document.querySelector(selector));
  return element && { text: element.innerText.trim(), value: element.value };
}

/** Selects the whole text, so that typing replaces it. @param {string} selector */
function selectAll(selector) {
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector(selector));
  if (!field?.checkVisibility({ visibilityProperty: true })) return false;
  if (field.disabled || field.readOnly) return false;
  field.focus();
  field.select();
  return document.activeElement === field;
}

/**
 * Resolves to where to click, or to `undefined` unless the element is visible, enabled, at rest and
 * not covered. If it moves away before the click, whatever took its place does not get the click.
 *
 * @param {string} selector
 */
async function target(selector) {
  const element = document.querySelector(selector);
  if (!element?.checkVisibility({ visibilityProperty: true }) || element.matches(':disabled')) {
    return undefined;
  }
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const box = () => element.getClientRects()[0] ?? new DOMRect();
  element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
  await frame();
  const before = box();
  await frame();
  const { x, y, width, height } = box();
  const atRest = x === before.x && y === before.y && width === before.width;
  if (!atRest || width === 0 || height === 0) return undefined;

  const hits = (/** @type {any} */ hit) =>
    element.contains(hit) || hit?.closest?.('label')?.control === element;
  const point = { x: Math.floor(x + width / 2), y: Math.floor(y + height / 2) };
  if (!hits(document.elementFromPoint(point.x, point.y))) return undefined;

  const page = /** @type {any} */ (window);
  const key = Symbol.for('the click of the driver');
  page[key]?.end.abort();
  const click = { missed: false, end: new AbortController() };
  Object.defineProperty(page, key, { value: click, configurable: true });
  for (const kind of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
    const watch = (/** @type {Event} */ event) => {
      click.missed ||= !hits(event.target);
      if (click.missed) {
        event.stopImmediatePropagation();
        event.preventDefault();
      }
      if (kind === 'click') click.end.abort();
    };
    addEventListener(kind, watch, { capture: true, signal: click.end.signal });
  }
  return point;
}

function hasMissed() {
  return Boolean(/** @type {any} */ (window)[Symbol.for('the click of the driver')]?.missed);
}
