import { t } from "../l10n/translation.js";
import { button, spinner } from "./controls.js";
import { element, setShown, setText } from "./element.js";

/** Why there is nothing to show, and what can be done about it. */
export interface Emptiness {
  readonly title: string;
  readonly text: string;
  readonly busy: boolean;
  readonly action: "run" | "retry" | null;
}

/** The page while it has no trials. */
export class EmptyPage {
  readonly element: HTMLElement;
  readonly #spinner = spinner(t("Waiting"));
  readonly #title = element("h1");
  readonly #text = element("p", { class: "sentence" });
  readonly #run: HTMLElement;
  readonly #retry: HTMLElement;

  constructor(options: { readonly onRun: () => void; readonly onRetry: () => void }) {
    this.#run = button({ label: t("Run the study"), icon: "run", look: "primary", onPress: options.onRun });
    this.#retry = button({ label: t("Try again"), icon: "retry", look: "primary", onPress: options.onRetry });
    this.element = element("main", { class: "empty" }, this.#spinner, this.#title, this.#text, this.#run, this.#retry);
  }

  show(state: Emptiness): void {
    setText(this.#title, state.title);
    setText(this.#text, state.text);
    setShown(this.#spinner, state.busy);
    setShown(this.#run, state.action === "run");
    setShown(this.#retry, state.action === "retry");
  }
}
