import type { ImportanceMethod } from "../analysis/importances.js";
import { isCount, isRecord } from "./shape.js";

/** What a person has chosen in the charts; null is the chart's own choice. */
export interface ChartsView {
  readonly importance: ImportanceMethod;
  /** The parameter whose slice is shown. */
  readonly parameter: string | null;
  /** The two parameters of contour and ranks. */
  readonly pair: readonly [x: string, y: string] | null;
  /** The two directions between which the Pareto front is drawn, from 0. */
  readonly front: readonly [x: number, y: number] | null;
  /** The charts that are shown as tables, by their ids. */
  readonly tables: readonly string[];
  /** Studies that are compared with this one. */
  readonly studies: readonly StudyPlace[];
}

/** A study of a journal; the journal's path as the extension gave it. */
export interface StudyPlace {
  readonly journal: string;
  readonly study: string;
}

export const DEFAULT_CHARTS: ChartsView = {
  importance: "ped-anova",
  parameter: null,
  pair: null,
  front: null,
  tables: [],
  studies: [],
};

/** A kept choice; what is not understood is the default. */
export function parseCharts(data: unknown): ChartsView {
  if (!isRecord(data)) return DEFAULT_CHARTS;
  const { importance, parameter, pair, front, tables, studies } = data;
  const [x, y] = Array.isArray(pair) ? (pair as readonly unknown[]) : [];
  const [across, up] = Array.isArray(front) ? (front as readonly unknown[]) : [];
  return {
    importance: importance === "fanova" ? importance : "ped-anova",
    parameter: typeof parameter === "string" ? parameter : null,
    pair: typeof x === "string" && typeof y === "string" ? [x, y] : null,
    front: isCount(across) && isCount(up) ? [across, up] : null,
    tables: Array.isArray(tables) ? tables.filter((chart) => typeof chart === "string") : [],
    studies: Array.isArray(studies) ? studies.flatMap((place) => parsePlace(place) ?? []) : [],
  };
}

/** A study of a journal, or null where the data is none. */
export function parsePlace(data: unknown): StudyPlace | null {
  if (!isRecord(data) || typeof data.journal !== "string" || typeof data.study !== "string") return null;
  return { journal: data.journal, study: data.study };
}
