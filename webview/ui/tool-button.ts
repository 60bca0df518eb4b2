import { element } from "./element.js";
import { type IconName, icon } from "./icon.js";

export interface ToolButtonOptions {
  /** The button's name, and its tooltip. */
  readonly label: string;
  readonly icon?: IconName;
  /** What is seen instead of an icon. */
  readonly text?: string;
  readonly onPress: () => void;
}

/** A small button that stays in the background until it is looked for: charts have several each. */
export class ToolButton {
  readonly element: HTMLButtonElement;

  constructor({ label, icon: name, text, onPress }: ToolButtonOptions) {
    this.element = element(
      "button",
      { class: "tool", attributes: { type: "button", "aria-label": label, title: label } },
      name === undefined ? null : icon(name),
      text ?? null,
    );
    this.element.addEventListener("click", onPress);
  }

  /** Shows a switch as on or off. */
  press(pressed: boolean): void {
    this.element.setAttribute("aria-pressed", String(pressed));
  }
}
