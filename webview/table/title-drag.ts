import { element } from "../ui/element.js";

export interface TitleDragOptions {
  /** The table that scrolls. */
  readonly grid: HTMLElement;
  /** The row of titles. */
  readonly titles: HTMLElement;
  /** Pixels of a column, while it is pulled (`done` false) and when it is let go. */
  readonly onResize: (column: string, width: number) => void;
  /** The column is put before another one; null: at the end. */
  readonly onMove: (column: string, before: string | null) => void;
}

/** A pull of fewer pixels is a press. */
const LEAST = 5;

/** Lets the pointer pull the titles of the table: at their right edge to resize a column, elsewhere to move it. */
export function dragTitles(options: TitleDragOptions): void {
  const { grid, titles } = options;
  const line = element("div", { class: "drop-line", attributes: { hidden: "" } });
  grid.append(line);
  titles.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !(event.target instanceof Element)) return;
    const title = event.target.closest<HTMLElement>("[data-column]");
    if (title?.dataset.column === undefined) return;
    const column = title.dataset.column;
    if (event.target.closest(".title-grip")) resize(event, title, column);
    else move(event, column);
  });

  function resize(start: PointerEvent, title: HTMLElement, column: string): void {
    start.preventDefault();
    const width = title.getBoundingClientRect().width;
    follow(start, {
      moved: (event) => options.onResize(column, width + event.clientX - start.clientX),
      ended: () => {},
    });
  }

  function move(start: PointerEvent, column: string): void {
    let before: string | null | undefined;
    follow(start, {
      moved: (event) => {
        before = placeAt(event.clientX);
        line.hidden = false;
        titles.classList.add("titles-dragged");
      },
      ended: (kept) => {
        line.hidden = true;
        titles.classList.remove("titles-dragged");
        if (kept && before !== undefined && before !== column) options.onMove(column, before);
      },
    });
  }

  /** The column before which the pointer stands, with the line drawn there; null behind the last one. */
  function placeAt(x: number): string | null {
    const edge = grid.getBoundingClientRect().left - grid.scrollLeft;
    const all = [...titles.querySelectorAll<HTMLElement>("[data-column]")];
    const next = all.find((title) => {
      const { left, width } = title.getBoundingClientRect();
      return x < left + width / 2;
    });
    const place = next?.getBoundingClientRect().left ?? all.at(-1)?.getBoundingClientRect().right ?? edge;
    line.style.setProperty("left", `${place - edge}px`);
    return next?.dataset.column ?? null;
  }
}

/** Follows the pointer from a press on; `ended` tells whether it was let go (true) or the pull was given up with Escape. */
function follow(
  start: PointerEvent,
  { moved, ended }: { readonly moved: (event: PointerEvent) => void; readonly ended: (kept: boolean) => void },
): void {
  let pulled = false;
  const move = (event: PointerEvent): void => {
    pulled ||= Math.abs(event.clientX - start.clientX) >= LEAST;
    if (pulled) moved(event);
  };
  const finish = (kept: boolean): void => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", up);
    document.removeEventListener("pointercancel", cancel);
    document.removeEventListener("keydown", key, true);
    // The press that a pull began with must not sort; the click follows in the same turn, if it comes at all.
    if (pulled) {
      const swallow = (event: Event): void => event.stopPropagation();
      document.addEventListener("click", swallow, { capture: true, once: true });
      setTimeout(() => document.removeEventListener("click", swallow, true));
    }
    ended(kept && pulled);
  };
  const up = (): void => finish(true);
  const cancel = (): void => finish(false);
  const key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") finish(false);
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", up);
  document.addEventListener("pointercancel", cancel);
  document.addEventListener("keydown", key, true);
}
