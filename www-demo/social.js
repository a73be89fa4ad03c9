// What the project's settings bring to the page: the social networks, and where its terms are.

import { gone, onClick } from './action.js';
import { isAddress } from './callback.js';
import { byId, make } from './dom.js';
import { MARKS } from './marks.js';
import { find, inWords, t, textIn } from './texts.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @typedef {import('xsolla-login-wasm').Api} Api
 * @typedef {import('xsolla-login-wasm').SocialLinks} SocialLinks
 */

/** As many stand in the first row of every region. */
const IN_A_ROW = 3;

/**
 * Asks quietly: without the settings the page lacks some buttons, and everything else works. Their
 * place is kept until then, so that nothing moves when they come.
 *
 * @param {Api} api
 */
export async function startSocial(api) {
  /** @type {NodeListOf<HTMLElement>} */
  const places = document.querySelectorAll('[data-socials]');
  for (const place of places) keepPlace(place);
  const settings = await api.fetchConfig().catch(() => undefined);
  showLink('consent-terms', settings?.tos_url);
  showLink('consent-privacy', settings?.privacy_policy);
  for (const place of places) fill(place, api, settings?.social_links);
}

/** @param {string} id @param {unknown} url */
function showLink(id, url) {
  const link = byId(id, HTMLAnchorElement);
  const line = /** @type {HTMLElement} */ (link.closest('li'));
  line.classList.remove('late');
  if (isAddress(url)) link.href = url;
  else line.hidden = true;
}

/** @param {HTMLElement} place */
function keepPlace(place) {
  const tile = () => make('span', { className: 'secondary social' });
  const row = make('div', { className: 'socials-to-come' }, Array.from({ length: IN_A_ROW }, tile));
  const more = make('p', { className: 'more-to-come' });
  row.setAttribute('aria-hidden', 'true');
  place.replaceChildren(textIn('p', t('social.lead'), { className: 'hint' }), row, more);
  place.hidden = false;
}

/**
 * @param {HTMLElement} place
 * @param {Api} api
 * @param {SocialLinks | undefined} links
 */
function fill(place, api, links) {
  const { primary = [], secondary = [] } = links ?? {};
  place.hidden = !primary.length && !secondary.length;
  const buttons = (/** @type {{ name: string }[]} */ list) =>
    make(
      'div',
      { className: 'socials' },
      list.map(({ name }) => buttonFor(api, name)),
    );
  const label = textIn('p', t('social.lead'), { className: 'hint' });
  place.replaceChildren(label, buttons(primary));
  if (secondary.length) {
    const more = textIn('summary', t('social.more'));
    place.append(make('details', { className: 'more' }, [more, buttons(secondary)]));
  }
}

/** @param {Api} api @param {string} name */
function buttonFor(api, name) {
  const title = nameOf(name);
  const button = make('button', { type: 'button', className: 'secondary social' });
  button.dataset.network = name;
  button.append(markOf(name, title), textIn('span', title));
  onClick(button, t('social.busy'), async ({ signal }) => {
    const { url } = await api.getSocialLink(name, undefined, { signal });
    if (!isAddress(url)) return;
    location.assign(url);
    await gone(signal);
  });
  return button;
}

/**
 * The mark of a network in the colour of the words, which every network allows, with room around it;
 * a letter where it has none that others may show.
 *
 * @param {string} name
 * @param {import('./texts.js').Text} title
 */
function markOf(name, title) {
  const path = Object.hasOwn(MARKS, name) ? MARKS[name] : undefined;
  if (!path) return letterOf(title);
  const mark = document.createElementNS(SVG, 'svg');
  mark.setAttribute('class', 'mark');
  mark.setAttribute('viewBox', '0 0 24 24');
  mark.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', path);
  mark.append(shape);
  return mark;
}

/** @param {import('./texts.js').Text} title */
function letterOf(title) {
  const [letter] = inWords(title);
  const mark = make('span', { className: 'mark letter', textContent: letter.toUpperCase() });
  mark.setAttribute('aria-hidden', 'true');
  return mark;
}

/** @param {string} name */
function nameOf(name) {
  const readable = name.replace(/[-_]+/g, ' ').trim() || name;
  return find(`social.names.${name}`) ?? readable.charAt(0).toUpperCase() + readable.slice(1);
}
