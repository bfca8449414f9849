// Elements made by hand: text goes in as text, so no string of the data is ever markup.

type Child = Node | string | number | null | undefined | false;
type Value = string | number | boolean | null | undefined;
export type Handlers = { [E in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[E]) => void };
export type Attributes = Record<string, Value | Handlers> & { on?: Handlers };

const SVG = "http://www.w3.org/2000/svg";
/** Attributes that could run or fetch something are not set from here at all. */
const REFUSED = /^(on|style$|src|srcdoc$|action$|formaction$|xlink:)/i;

/** The address if it is one that may be followed, else null. */
export function webAddress(text: string | null | undefined): string | null {
  if (!text || !/^https?:\/\//i.test(text)) return null;
  try {
    return new URL(text).href;
  } catch {
    return null;
  }
}

function fill<E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, handler] of Object.entries((value ?? {}) as Handlers)) {
        element.addEventListener(event, handler as EventListener);
      }
    } else if (value != null && value !== false) {
      if (REFUSED.test(name)) throw new Error(`attribute ${name} is not set by hand`);
      if (name === "href" && !String(value).startsWith("#") && !webAddress(String(value))) continue;
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children) {
    if (child != null && child !== false) element.append(typeof child === "number" ? String(child) : child);
  }
  return element;
}

/** `h("button", { class: "x", on: { click } }, "text")` */
export function h<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[T] {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function s<T extends keyof SVGElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[T] {
  return fill(document.createElementNS(SVG, tag) as SVGElementTagNameMap[T], attributes, children);
}

/**
 * Writes a text where it differs; writing the same one again would have it laid out again. Into the node that is there,
 * since for a new one the styles are worked out again too.
 */
export function setText(element: Element, text: string): void {
  if (element.textContent === text) return;
  const { firstChild } = element;
  if (text && firstChild?.nodeType === Node.TEXT_NODE && firstChild === element.lastChild) firstChild.nodeValue = text;
  else element.textContent = text;
}

/** Gives an element these children; those that are there already stay as they are, with focus and layout. */
export function setChildren(parent: Element, children: readonly Element[]): void {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let next = parent.firstElementChild;
  for (const child of children) {
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
}

/** A link out of the page; plain text if the address is not http(s). */
export function link(url: string | null | undefined, attributes: Attributes, ...children: Child[]): HTMLElement {
  const href = webAddress(url);
  return href
    ? h("a", { ...attributes, href, target: "_blank", rel: "noopener noreferrer" }, ...children)
    : h("span", attributes, ...children);
}
