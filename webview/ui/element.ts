export interface ElementOptions {
  readonly class?: string;
  readonly text?: string;
  /** Attributes as written in HTML. `style` is refused by the page's policy and not to be used. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A new element with its children; text is always text, never markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  options: ElementOptions = {},
  ...children: readonly (Node | string | null)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (options.class !== undefined) made.className = options.class;
  if (options.text !== undefined) made.textContent = options.text;
  for (const [key, value] of Object.entries(options.attributes ?? {})) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A new SVG element with its attributes. */
export function vector<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly Node[]
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** Sets a text only where it differs, so that an unchanged page is not laid out again and is not read out again. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** Shows or hides without a trace in layout and accessibility tree. */
export function setShown(target: HTMLElement | SVGElement, shown: boolean): void {
  target.toggleAttribute("hidden", !shown);
}
