// What the project's settings bring to the page: the social networks, and where its terms are.

import { gone, onClick } from './action.js';
import { isAddress } from './callback.js';
import { byId, make } from './dom.js';
import { find, inWords, t, textIn } from './texts.js';

/**
 * Asks quietly: without the settings the page lacks some buttons, and everything else works.
 *
 * @param {any} api
 */
export async function startSocial(api) {
  try {
    await api.fetchConfig();
  } catch {
    return;
  }
  const { social_links, tos_url, privacy_policy } = api.getConfig();
  showLink('consent-terms', tos_url);
  showLink('consent-privacy', privacy_policy);
  for (const place of document.querySelectorAll('[data-socials]')) fill(place, api, social_links);
}

/** @param {string} id @param {unknown} url */
function showLink(id, url) {
  if (!isAddress(url)) return;
  byId(id).href = url;
  byId(id).closest('li').hidden = false;
}

/**
 * @param {Element} place
 * @param {any} api
 * @param {{ primary: { name: string }[], secondary: { name: string }[] }} links
 */
function fill(place, api, { primary, secondary }) {
  if (!primary.length && !secondary.length) return;
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
  /** @type {HTMLElement} */ (place).hidden = false;
}

/** @param {any} api @param {string} name */
function buttonFor(api, name) {
  const title = nameOf(name);
  const button = make('button', { type: 'button', className: 'secondary social' });
  // Letters, not logos: each network has rules of its own for how its logo may be shown.
  const mark = make('span', {
    className: 'mark',
    textContent: [...inWords(title)][0].toUpperCase(),
  });
  mark.setAttribute('aria-hidden', 'true');
  button.dataset.network = name;
  button.append(mark, textIn('span', title));
  onClick(button, t('social.busy'), async ({ signal }) => {
    const { url } = await api.getSocialLink(name, undefined, { signal });
    if (!isAddress(url)) return;
    location.assign(url);
    await gone(signal);
  });
  return button;
}

/** @param {string} name */
function nameOf(name) {
  const readable = name.replace(/[-_]+/g, ' ').trim() || name;
  return find(`social.names.${name}`) ?? readable.charAt(0).toUpperCase() + readable.slice(1);
}
