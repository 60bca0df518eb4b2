import { choicesOf, type Distribution, isCategorical } from "../../src/core/space/distribution.js";
import type { Parameter } from "../../src/core/space/space.js";
import { axisOf } from "../../src/core/space/unit.js";
import { literalOf, nearestValue } from "../../src/core/space/value.js";
import { describeValues, readQueuedValue, spelling } from "../../src/core/study/queued-value.js";
import { t } from "../l10n/translation.js";
import { element, setShown, setText } from "../ui/element.js";

/** Categories up to so many stand side by side; more of them are a list. */
const MOST_SIDE_BY_SIDE = 4;
/** Positions of a slider over reals, and the digits of the values that it gives. */
const POSITIONS = 1000;
const DIGITS = 3;

/** The part of the form that is about one parameter. */
export interface Field {
  readonly element: HTMLElement;
  /** Shows the text that stands in the draft. */
  set(text: string): void;
  /** Whether the parameter is active, and what is wrong with its value. */
  show(state: { readonly active: boolean; readonly problem: string | null }): void;
  focus(): void;
}

export interface FieldOptions {
  readonly parameter: Parameter;
  readonly language: string;
  readonly onInput: (text: string) => void;
}

/** The control that fits the parameter's distribution: a slider with a text field, or its categories to choose from. */
export function fieldOf(options: FieldOptions): Field {
  const { parameter, language } = options;
  const { name, distribution } = parameter;
  const id = `form-${encodeURIComponent(name)}`;
  const control = isCategorical(distribution) ? categories(options, id) : numeric(options, id);
  const range = describeValues(distribution, language, t);
  const hint = element("span", { class: "form-hint", text: range, attributes: { id: `${id}-hint`, title: range } });
  const problem = element("p", { class: "form-problem", attributes: { id: `${id}-problem`, role: "alert" } });
  const row = element(
    "div",
    { class: "form-row", attributes: { "data-parameter": name } },
    element("div", { class: "form-name" }, control.label, hint),
    control.element,
    problem,
  );
  return {
    element: row,
    set: control.set,
    focus: () => control.input.focus(),
    show(state) {
      setShown(row, state.active);
      setText(problem, state.problem ?? "");
      setShown(problem, state.problem !== null);
      control.input.setAttribute("aria-invalid", String(state.problem !== null));
      control.input.setAttribute("aria-describedby", `${id}-hint ${id}-problem`);
    },
  };
}

interface Control {
  readonly element: HTMLElement;
  readonly label: HTMLElement;
  /** The one that has the focus, and that a message is about. */
  readonly input: HTMLElement;
  set(text: string): void;
}

function numeric({ parameter, language, onInput }: FieldOptions, id: string): Control {
  const { name, distribution } = parameter;
  const axis = axisOf(distribution);
  const positions = Number.isFinite(axis.size) ? Math.min(POSITIONS, axis.size - 1) : POSITIONS;
  const spelt = spelling(language);
  const input = element("input", {
    class: "form-text",
    attributes: { id, type: "text", inputmode: "decimal", spellcheck: "false", autocomplete: "off" },
  });
  const slider = element("input", {
    class: "form-slider",
    attributes: {
      type: "range",
      min: "0",
      max: String(positions),
      step: "1",
      "aria-label": t("{0}, along its range", name),
    },
  });
  const slide = (text: string): void => {
    const read = readQueuedValue(parameter, text, language, t);
    if (read.kind === "value") slider.value = String(Math.round(axis.toUnit(read.internal) * positions));
    slider.setAttribute("aria-valuetext", text);
  };
  input.addEventListener("input", () => {
    slide(input.value);
    onInput(input.value);
  });
  slider.addEventListener("input", () => {
    const value = rounded(distribution, axis.fromUnit(Number(slider.value) / positions));
    input.value = spelt(literalOf(distribution, value));
    slider.setAttribute("aria-valuetext", input.value);
    onInput(input.value);
  });
  return {
    element: element("div", { class: "form-number" }, positions > 0 ? slider : null, input),
    label: element("label", { text: name, attributes: { for: id, title: name } }),
    input,
    set(text) {
      if (input.value !== text) input.value = text;
      slide(text);
    },
  };
}

/** A value as a person would write it, as near as the distribution allows. */
function rounded(distribution: Distribution, value: number): number {
  return nearestValue(distribution, Number(value.toPrecision(DIGITS)));
}

function categories({ parameter, language, onInput }: FieldOptions, id: string): Control {
  const { name, distribution } = parameter;
  const texts = isCategorical(distribution) ? choicesOf(distribution).map(spelling(language)) : [];
  const position = (text: string): number => {
    const read = readQueuedValue(parameter, text, language, t);
    return read.kind === "value" ? read.internal : -1;
  };
  if (texts.length > MOST_SIDE_BY_SIDE || texts.join("").length > 40) {
    const list = element(
      "select",
      { class: "form-text", attributes: { id } },
      ...texts.map((text) => element("option", { text, attributes: { value: text } })),
    );
    list.addEventListener("input", () => onInput(list.value));
    return {
      element: list,
      label: element("label", { text: name, attributes: { for: id, title: name } }),
      input: list,
      set: (text) => {
        list.selectedIndex = position(text);
      },
    };
  }
  const buttons = texts.map((text, i) => {
    const radio = element("input", {
      class: "unseen",
      attributes: { type: "radio", name: id, value: text, id: i === 0 ? id : `${id}-${i}` },
    });
    radio.addEventListener("input", () => onInput(text));
    return { radio, element: element("label", { class: "form-choice" }, radio, element("span", { text })) };
  });
  const label = element("span", { text: name, attributes: { id: `${id}-label`, title: name } });
  const group = element(
    "div",
    { class: "form-choices", attributes: { role: "radiogroup", "aria-labelledby": `${id}-label` } },
    ...buttons.map((button) => button.element),
  );
  return {
    element: group,
    label,
    input: group,
    set(text) {
      const at = position(text);
      for (const [i, { radio }] of buttons.entries()) radio.checked = i === at;
    },
  };
}
