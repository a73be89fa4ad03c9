/**
 * The element with this id. A missing one, or one of another kind, is a mistake in the page, not
 * something to work around.
 *
 * @template {HTMLElement} [Kind=HTMLElement]
 * @param {string} id
 * @param {new () => Kind} [kind]
 * @returns {Kind}
 */
export function byId(id, kind) {
  const element = document.getElementById(id);
  if (!element || (kind && !(element instanceof kind))) {
    throw new Error(`no ${kind?.name ?? 'element'} #${id}`);
  }
  return /** @type {Kind} */ (element);
}

/** The view that an element belongs to. @param {Element} element */
export function viewOf(element) {
  const section = /** @type {HTMLElement | null} */ (element.closest('section[data-view]'));
  if (!section) throw new Error('an element of no view');
  return section;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} properties
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, properties = {}, children = []) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
