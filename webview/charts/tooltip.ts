import { element } from "../ui/element.js";

export interface TooltipText {
  readonly title: string;
  readonly rows: readonly (readonly [name: string, value: string])[];
  /** A sentence below the rows, or null. */
  readonly note: string | null;
}

/** A small card beside a point. What it says is also in the table and in the point's own name: it is hidden from readers. */
export class Tooltip {
  readonly element = element("div", { class: "tooltip", attributes: { "aria-hidden": "true", hidden: "" } });

  /** Shows the text beside (x, y) in pixels of the parent, on the side that has room. */
  show(text: TooltipText, x: number, y: number): void {
    const rows = text.rows.flatMap(([name, value]) => [element("dt", { text: name }), element("dd", { text: value })]);
    this.element.replaceChildren(
      element("strong", { text: text.title }),
      element("dl", {}, ...rows),
      ...(text.note === null ? [] : [element("p", { text: text.note })]),
    );
    this.element.hidden = false;
    const room = this.element.parentElement?.getBoundingClientRect();
    const { width, height } = this.element.getBoundingClientRect();
    const right = x + 14 + width <= (room?.width ?? 0);
    const left = right ? x + 14 : Math.max(0, x - 14 - width);
    const top = Math.min(Math.max(0, y - height / 2), Math.max(0, (room?.height ?? 0) - height));
    this.element.style.setProperty("transform", `translate(${Math.round(left)}px, ${Math.round(top)}px)`);
  }

  hide(): void {
    this.element.hidden = true;
  }
}
