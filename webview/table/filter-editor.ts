import type { TrialFilter } from "../../src/core/protocol/panel.js";
import { t } from "../l10n/translation.js";
import { type ColumnRange, MOST_VALUES } from "../model/column-values.js";
import type { Column } from "../model/columns.js";
import { element } from "../ui/element.js";
import { plainButton, textField } from "../ui/fields.js";
import { Popup, type PopupPlace } from "../ui/popup.js";

export interface FilterEditorOptions {
  readonly column: Column;
  readonly range: ColumnRange;
  readonly filter: TrialFilter | undefined;
  readonly place: PopupPlace;
  readonly back: HTMLElement;
  /** null: the column is not filtered any more. */
  readonly onChange: (filter: TrialFilter | null) => void;
}

/** An end that is left empty is open: trials to come may lie beyond those of now. */
const OPEN = { low: -Number.MAX_VALUE, high: Number.MAX_VALUE } as const;

/** Opens the form that filters by a column: two ends for numbers, a list to choose from for everything else. */
export function openFilterEditor(options: FilterEditorOptions): void {
  const { column, range, onChange } = options;
  const form = element("form", {
    class: "filter-form",
    attributes: { "aria-label": t("Filter by {0}", column.title) },
  });
  const popup = new Popup(form, options.place, options.back);
  const clear = plainButton({ label: t("Clear"), class: "plain-button", onPress: () => finish(null) }, t("Clear"));
  const done = element("button", { class: "plain-button", text: t("Done"), attributes: { type: "submit" } });
  const finish = (filter: TrialFilter | null): void => {
    popup.close("back");
    onChange(filter);
  };
  form.append(
    element("p", { class: "filter-title", text: column.title }),
    range.kind === "numbers" ? numberFields(options, range) : valueList(options, range),
    element("div", { class: "filter-buttons" }, clear, done),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    popup.close("back");
  });
  popup.place();
  form.querySelector<HTMLElement>("input")?.focus();
}

function numberFields(
  { column, filter, onChange }: FilterEditorOptions,
  range: Extract<ColumnRange, { kind: "numbers" }>,
): HTMLElement {
  const present = filter?.kind === "range" ? filter : null;
  const ends = { low: present?.low ?? OPEN.low, high: present?.high ?? OPEN.high };
  const field = (end: "low" | "high", label: string): HTMLElement => {
    const made = textField({
      label: `${label} ${column.title}`,
      placeholder: String(range[end]),
      tell: "typing",
      onChange: (text) => {
        const value = Number(text.trim().replace(",", "."));
        const usable = Number.isFinite(value);
        made.element.setAttribute("aria-invalid", String(!usable));
        if (!usable) return;
        ends[end] = text.trim() === "" ? OPEN[end] : value;
        const open = ends.low === OPEN.low && ends.high === OPEN.high;
        onChange(open ? null : { kind: "range", column: column.id, ...ends });
      },
    });
    made.element.inputMode = "decimal";
    if (present !== null && present[end] !== OPEN[end]) made.set(String(present[end]));
    return element("label", { class: "filter-field" }, element("span", { class: "muted", text: label }), made.element);
  };
  return element("div", { class: "filter-ends" }, field("low", t("From")), field("high", t("To")));
}

function valueList(
  { column, filter, onChange }: FilterEditorOptions,
  range: Extract<ColumnRange, { kind: "values" }>,
): HTMLElement {
  const chosen = new Set(filter?.kind === "values" ? filter.values : []);
  const shown = range.values.slice(0, MOST_VALUES);
  const rows = shown.map(([value, trials]) => {
    const box = element("input", { attributes: { type: "checkbox" } });
    box.checked = chosen.has(value);
    box.addEventListener("change", () => {
      if (box.checked) chosen.add(value);
      else chosen.delete(value);
      onChange(chosen.size === 0 ? null : { kind: "values", column: column.id, values: [...chosen] });
    });
    return element(
      "label",
      { class: "filter-value" },
      box,
      element("span", { class: value === "" ? "muted" : "", text: value === "" ? t("not set") : column.said(value) }),
      element("span", { class: "muted", text: trials.toLocaleString("en") }),
    );
  });
  const more = range.values.length - shown.length;
  const note = more > 0 ? element("p", { class: "muted", text: t("{0} more; search for them.", more) }) : null;
  return element("div", { class: "filter-values" }, ...rows, note);
}
