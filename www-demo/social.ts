// What the page shows from the project's settings: the social networks, and links to the terms.

import type { Api, SocialLink, SocialLinks } from 'xsolla-login-wasm';

import { gone, onClick } from './action.ts';
import { isAddress } from './callback.ts';
import { byId, make } from './dom.ts';
import { MARKS } from './marks.ts';
import { find, inWords, t, textIn, type Sentence } from './texts.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** How many networks the first row has in every region. */
const IN_A_ROW = 3;

/**
 * Shows the networks and the links. Ignores errors: without the settings, only some buttons are missing.
 * Placeholders keep their place, so that nothing moves when they appear.
 */
export async function startSocial(api: Api): Promise<void> {
  const places = document.querySelectorAll<HTMLElement>('[data-socials]');
  for (const place of places) keepPlace(place);
  const settings = await api.fetchConfig().catch(() => undefined);
  showLink('consent-terms', settings?.tos_url);
  showLink('consent-privacy', settings?.privacy_policy);
  for (const place of places) fill(place, api, settings?.social_links);
}

function showLink(id: string, url: unknown): void {
  const link = byId(id, HTMLAnchorElement);
  const line = link.closest('li');
  line?.classList.remove('late');
  if (isAddress(url)) link.href = url;
  else if (line) line.hidden = true;
}

function keepPlace(place: HTMLElement): void {
  const tile = () => make('span', { className: 'secondary social' });
  const row = make('div', { className: 'socials-to-come' }, Array.from({ length: IN_A_ROW }, tile));
  const more = make('p', { className: 'more-to-come' });
  row.setAttribute('aria-hidden', 'true');
  place.replaceChildren(textIn('p', t('social.lead'), { className: 'hint' }), row, more);
  place.hidden = false;
}

function fill(place: HTMLElement, api: Api, links: SocialLinks | undefined): void {
  const { primary = [], secondary = [] } = links ?? {};
  place.hidden = !primary.length && !secondary.length;
  const buttons = (list: SocialLink[]) =>
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

function buttonFor(api: Api, name: string): HTMLButtonElement {
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

/** A colour, and the area that it fills. */
type Part = readonly [colour: string, area: string];

const WHOLE = 'M0 0h24v24H0z';
const DISC = 'M12 .5a11.5 11.5 0 1 0 0 23 11.5 11.5 0 0 0 0-23z';

/**
 * Marks that must keep their colours: those of the mark itself, and the one that is seen through its holes. The rule is
 * that of the network; for networks that are in neither list, no such rule was found.
 */
const COLOURS: Record<string, { parts: readonly Part[]; behind?: Part }> = {
  // The colour must not be changed; black and white only where blue is not possible (Facebook Brand Resources).
  facebook: { parts: [['#0866ff', WHOLE]], behind: ['#fff', DISC] },
  // The G has its four colours on every button that signs in with Google (Sign in with Google Branding Guidelines).
  google: {
    parts: [
      ['#4285f4', WHOLE],
      ['#ea4335', 'M12.48 10H24V0H0v5.25l5.75 4.46z'],
      ['#fbbc05', 'M12.48 12 5.75 9.71 0 5.25v13.5l5.75-4.46z'],
      ['#34a853', 'M12.48 12 5.75 14.29 0 18.75V24h24l-7.44-5.9z'],
    ],
  },
  // The symbol is #000000 on #FEE500, and no other colour may be used (Kakao Login, Design Guide).
  kakao: { parts: [['#fee500', WHOLE]], behind: ['#000', 'M2 3h20v16H2z'] },
  // The logo is a white P on a red circle (Pinterest Brand Guidelines).
  pinterest: { parts: [['#bd081c', WHOLE]], behind: ['#fff', DISC] },
  // Snoo is white on Orangered, and is never inverted (Reddit Brand Guidelines).
  reddit: { parts: [['#ff4500', WHOLE]], behind: ['#fff', DISC] },
  // No colour other than red, almost black and white (YouTube Brand Resources).
  youtube: { parts: [['#f00', WHOLE]], behind: ['#fff', 'M8 7h9v10H8z'] },
};

/** Marks that may have one colour only, which may be black or white. */
const PLAIN = [
  // Buttons for Sign in with Apple are black or white (Human Interface Guidelines).
  'apple',
  // Only black, white or Twitch Purple (Twitch Brand Assets).
  'twitch',
];

/** Counts the marks with their own colours: each clip path needs its own id in the document. */
let coloured = 0;

/**
 * Returns the mark of a network with space around it, in the colour of the text unless the network has a rule about
 * its colours. Returns a letter if there is no mark that others may show.
 */
function markOf(name: string, title: Sentence): Element {
  const path = Object.hasOwn(MARKS, name) ? MARKS[name] : undefined;
  if (!path) return letterOf(title);
  const mark = document.createElementNS(SVG, 'svg');
  mark.setAttribute('class', 'mark');
  mark.setAttribute('viewBox', '0 0 24 24');
  mark.setAttribute('aria-hidden', 'true');
  const coloursOf = Object.hasOwn(COLOURS, name) ? COLOURS[name] : undefined;
  if (!coloursOf) {
    mark.classList.toggle('plain', PLAIN.includes(name));
    mark.append(shape(path));
    return mark;
  }
  const { parts, behind } = coloursOf;
  if (behind) mark.append(painted(behind));
  const outline = document.createElementNS(SVG, 'clipPath');
  outline.id = `mark-${(coloured += 1)}`;
  outline.append(shape(path));
  mark.append(outline);
  for (const part of parts) {
    const shown = painted(part);
    shown.setAttribute('clip-path', `url(#${outline.id})`);
    mark.append(shown);
  }
  return mark;
}

function painted([colour, area]: Part): SVGPathElement {
  const part = shape(area);
  part.setAttribute('fill', colour);
  return part;
}

function shape(path: string): SVGPathElement {
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', path);
  return shape;
}

function letterOf(title: Sentence): HTMLElement {
  const [letter = ''] = inWords(title);
  const mark = make('span', { className: 'mark letter', textContent: letter.toUpperCase() });
  mark.setAttribute('aria-hidden', 'true');
  return mark;
}

function nameOf(name: string): Sentence {
  const readable = name.replace(/[-_]+/g, ' ').trim() || name;
  return find(`social.names.${name}`) ?? readable.charAt(0).toUpperCase() + readable.slice(1);
}
