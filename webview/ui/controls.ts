// The only module that knows the control library. Everything else asks for a control by what it does and gets an
// element back; no tag, attribute or event of the library is used elsewhere, so that another library is a change here.

import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
} from "@vscode/webview-ui-toolkit";
import { element } from "./element.js";
import { type IconName, icon } from "./icon.js";

/** Registers the controls; once, before the first is made. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeProgressRing(),
  );
}

export interface ButtonOptions {
  readonly label: string;
  readonly icon?: IconName;
  readonly look: "primary" | "secondary" | "icon";
  readonly onPress: () => void;
}

/** A button; with the look `icon` only the icon is seen, and the label is its tooltip and its name. */
export function button(options: ButtonOptions): HTMLElement {
  const made = document.createElement("vscode-button");
  made.setAttribute("appearance", options.look);
  const picture = options.icon === undefined ? null : icon(options.icon);
  if (options.look === "icon") {
    made.setAttribute("aria-label", options.label);
    made.title = options.label;
    if (picture) made.append(picture);
  } else {
    if (picture) {
      picture.setAttribute("slot", "start");
      made.append(picture);
    }
    // The library gives a slotted element the width of an icon: the label stays a bare text.
    made.append(options.label);
  }
  made.addEventListener("click", () => {
    if (!made.hasAttribute("disabled")) options.onPress();
  });
  return made;
}

/** Switches a button on, or off with the reason as its tooltip. */
export function setEnabled(target: HTMLElement, state: { readonly enabled: boolean; readonly why: string }): void {
  target.toggleAttribute("disabled", !state.enabled);
  const label = target.getAttribute("aria-label") ?? "";
  target.title = state.enabled ? label : state.why;
}

export interface Checkbox {
  readonly element: HTMLElement;
  set(checked: boolean): void;
}

export function checkbox(options: { label: string; checked: boolean; onChange: (checked: boolean) => void }): Checkbox {
  const made = document.createElement("vscode-checkbox") as HTMLElement & { checked: boolean };
  made.textContent = options.label;
  made.checked = options.checked;
  made.setAttribute("aria-label", options.label);
  let quiet = false;
  made.addEventListener("change", () => {
    if (!quiet) options.onChange(made.checked);
  });
  return {
    element: made,
    set(checked) {
      if (made.checked === checked) return;
      quiet = true;
      made.checked = checked;
      quiet = false;
    },
  };
}

export interface Select {
  readonly element: HTMLElement;
  /** Replaces what can be chosen, and chooses; nothing is reported. */
  set(options: readonly string[], chosen: number): void;
}

/** A list to choose one entry from, told by its position. */
export function select(options: { label: string; onChange: (chosen: number) => void }): Select {
  const made = document.createElement("vscode-dropdown") as HTMLElement & { value: string };
  made.setAttribute("aria-label", options.label);
  let shown = "";
  let quiet = false;
  made.addEventListener("change", () => {
    if (!quiet) options.onChange(Number(made.value));
  });
  return {
    element: made,
    set(labels, chosen) {
      quiet = true;
      const key = JSON.stringify(labels);
      if (key !== shown) {
        shown = key;
        made.replaceChildren(
          ...labels.map((label, position) => {
            const option = document.createElement("vscode-option") as HTMLElement & { value: string };
            option.setAttribute("value", String(position));
            option.textContent = label;
            return option;
          }),
        );
      }
      // The library drops a value that is set before its options are there.
      made.value = String(chosen);
      quiet = false;
    },
  };
}

/** A sign that something is under way. */
export function spinner(label: string): HTMLElement {
  return element("vscode-progress-ring" as "div", { attributes: { "aria-label": label } });
}
