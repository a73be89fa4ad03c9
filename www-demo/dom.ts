/**
 * Returns the element with this id. Throws if there is none, or if it has another class: that is a mistake
 * in the page, not something to work around.
 */
export function byId(id: string): HTMLElement;
export function byId<Class extends HTMLElement>(id: string, elementClass: new () => Class): Class;
export function byId(id: string, elementClass?: new () => HTMLElement): HTMLElement {
  const element = document.getElementById(id);
  if (!element || (elementClass && !(element instanceof elementClass))) {
    throw new Error(`no ${elementClass?.name ?? 'element'} #${id}`);
  }
  return element;
}

/** Returns the view that contains an element. */
export function viewOf(element: Element): HTMLElement {
  const section = element.closest<HTMLElement>('section[data-view]');
  if (!section) throw new Error('an element of no view');
  return section;
}

export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
  children: (Node | string)[] = [],
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
