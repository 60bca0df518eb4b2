import type { ChartsView } from "../../src/core/protocol/charts-view.js";
import type { PanelView, TrialFilter } from "../../src/core/protocol/panel.js";
import type { Analysis } from "../analysis/analysis.js";
import type { SavedFile } from "../export/file.js";
import type { Column } from "../model/columns.js";
import type { StudyModel } from "../model/study-model.js";
import type { OtherStudy } from "../session/other-studies.js";
import type { TooltipText } from "./tooltip.js";

/** What a person has chosen in the charts, which is kept with the panel. */
export interface ChartChoices {
  /** Changes what is chosen; all charts are drawn anew. */
  readonly choose: (change: (charts: ChartsView) => Partial<ChartsView>) => void;
  /** The filters as they are now: what is drawn may still be with those of before. */
  readonly filters: () => PanelView["filters"];
  /** Whether a chart is shown as its table. */
  readonly isTable: (chart: string) => boolean;
  /** Keeps whether it is; nothing is drawn anew, since the chart has turned already. */
  readonly tabulate: (chart: string, shown: boolean) => void;
}

/** What a chart asks of the page that it stands on. */
export interface ChartHost extends ChartChoices {
  /** A trial in one sentence, for its name. */
  readonly describe: (trial: number) => string;
  /** A trial in a few lines, for the tooltip. */
  readonly explain: (trial: number) => TooltipText;
  readonly select: (trial: number | null) => void;
  readonly change: (change: Partial<PanelView>) => void;
  /** Shows the values over a parameter, wherever the person is. */
  readonly showSlice: (parameter: string) => void;
  /** Only trials within the filters are looked at from now on; each takes the place of its column's former one. */
  readonly brush: (...filters: readonly TrialFilter[]) => void;
  /** Takes away the filter of a column. */
  readonly unbrush: (column: string) => void;
  readonly save: (file: SavedFile) => void;
  /** Asks the person which studies shall stand beside this one. */
  readonly compare: () => void;
}

export interface ChartContent {
  readonly model: StudyModel;
  readonly columns: readonly Column[];
  readonly view: PanelView;
  /** The direction that the charts of one direction show. */
  readonly objective: number;
  /** Numbers of the trials that pass the filters; null where all do. */
  readonly matching: ReadonlySet<number> | null;
  readonly analysis: Analysis;
  /** The studies that are compared with this one. */
  readonly others: readonly OtherStudy[];
  /** Milliseconds of the epoch. */
  readonly now: number;
}

export interface Chart {
  readonly element: HTMLElement;
  show(content: ChartContent): void;
}
