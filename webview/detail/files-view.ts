import { formatBytes } from "../../src/core/format/bytes.js";
import type { TrialFile } from "../../src/core/protocol/trial-messages.js";
import { t } from "../l10n/translation.js";
import { element } from "../ui/element.js";
import { icon } from "../ui/icon.js";

/** Files that a trial left in its folder; pictures are shown. */
export class FilesView {
  readonly element = element("div", { class: "files" });
  readonly #open: (name: string) => void;
  #shown = "";

  constructor(open: (name: string) => void) {
    this.#open = open;
  }

  show(files: readonly TrialFile[]): void {
    const key = JSON.stringify(files);
    if (key === this.#shown) return;
    this.#shown = key;
    this.element.replaceChildren(
      element(
        "div",
        { class: "pictures" },
        ...files.filter(({ picture }) => picture !== null).map((file) => this.#picture(file)),
      ),
      element("ul", { class: "file-list" }, ...files.map((file) => element("li", {}, this.#file(file)))),
    );
  }

  #file({ name, bytes }: TrialFile): HTMLElement {
    const button = element(
      "button",
      { class: "file", attributes: { type: "button", title: t("Open {0}", name) } },
      icon("file"),
      element("span", { class: "file-name", text: name }),
      element("span", { class: "muted", text: formatBytes(bytes) }),
    );
    button.addEventListener("click", () => this.#open(name));
    return button;
  }

  #picture({ name, picture }: TrialFile): HTMLElement {
    const image = element("img", { attributes: { src: picture ?? "", alt: name, loading: "lazy" } });
    const button = element(
      "button",
      { class: "picture", attributes: { type: "button", title: t("Open {0}", name) } },
      image,
      element("span", { class: "muted", text: name }),
    );
    // What cannot be drawn is a file like the others.
    image.addEventListener("error", () => button.remove());
    button.addEventListener("click", () => this.#open(name));
    return button;
  }
}
