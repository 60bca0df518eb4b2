import { element } from "./element.js";

export interface TextField {
  readonly element: HTMLInputElement;
  /** Shows a text unless the person is writing another one. */
  set(text: string): void;
}

/** One line of text. What is typed is told at every key, or only when it is finished (Enter, or the field is left). */
export function textField(options: {
  readonly label: string;
  readonly placeholder?: string;
  readonly kind?: "text" | "search";
  readonly tell: "typing" | "finished";
  readonly onChange: (text: string) => void;
}): TextField {
  const input = element("input", {
    class: "field",
    attributes: {
      type: options.kind ?? "text",
      "aria-label": options.label,
      placeholder: options.placeholder ?? "",
      autocomplete: "off",
      spellcheck: "false",
    },
  });
  input.addEventListener(options.tell === "typing" ? "input" : "change", () => options.onChange(input.value));
  return {
    element: input,
    set(text) {
      if (input.value !== text && document.activeElement !== input) input.value = text;
    },
  };
}

/** A small button that stays as it is; with an icon alone the label is its name. */
export function plainButton(
  options: { readonly label: string; readonly class: string; readonly onPress: (button: HTMLButtonElement) => void },
  ...children: readonly (Node | string)[]
): HTMLButtonElement {
  const made = element("button", { class: options.class, attributes: { type: "button" } }, ...children);
  if (!children.some((child) => typeof child === "string")) {
    made.setAttribute("aria-label", options.label);
    made.title = options.label;
  }
  made.addEventListener("click", () => options.onPress(made));
  return made;
}
