import { formatBytes } from "../../src/core/format/bytes.js";
import type { TrialHostMessage } from "../../src/core/protocol/trial-messages.js";
import { t } from "../l10n/translation.js";
import { LogText } from "../model/log-text.js";
import { element, setShown, setText } from "../ui/element.js";
import { linkedText } from "./linked-text.js";

/** What a trial printed, live: it stays at its end while a person looks there, and where he looks otherwise. */
export class LogView {
  readonly element: HTMLElement;
  readonly #lines = element("div", {
    class: "log",
    attributes: { tabindex: "0", role: "log", "aria-label": t("Output of the trial"), "aria-live": "off" },
  });
  readonly #skipped = element("p", { class: "muted", attributes: { hidden: "" } });
  readonly #log = new LogText();
  readonly #open: (file: string, line: number) => void;
  #drawn: string[] = [];
  #frame = 0;
  #bytes = 0;

  constructor(open: (file: string, line: number) => void) {
    this.#open = open;
    this.element = element("div", { class: "log-box" }, this.#skipped, this.#lines);
  }

  get isEmpty(): boolean {
    return this.#log.lines.length === 0;
  }

  clear(): void {
    this.#log.clear();
    this.#bytes = 0;
    this.#draw();
  }

  receive({ restart, skipped, text }: Extract<TrialHostMessage, { type: "log" }>): void {
    if (restart) {
      this.#log.clear();
      this.#bytes = skipped;
    }
    this.#log.push(text);
    // A trial that prints all the time is drawn with each frame at most.
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#draw();
      });
    }
  }

  #draw(): void {
    const { lines, dropped } = this.#log;
    const box = this.#lines;
    const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 4;
    let same = 0;
    while (same < lines.length && same < this.#drawn.length && lines[same] === this.#drawn[same]) same++;
    while (box.childNodes.length > same) box.lastChild!.remove();
    for (const line of lines.slice(same)) {
      box.append(element("div", { class: "log-line" }, ...linkedText(line === "" ? "\u00a0" : line, this.#open)));
    }
    this.#drawn = [...lines];
    if (atEnd) box.scrollTop = box.scrollHeight;
    const left = this.#bytes > 0 ? t("{0} before this are in the log file.", formatBytes(this.#bytes)) : "";
    setText(this.#skipped, left || (dropped > 0 ? t("{0} lines before these are in the log file.", dropped) : ""));
    setShown(this.#skipped, this.#bytes > 0 || dropped > 0);
  }
}
