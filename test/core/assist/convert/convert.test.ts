import { describe, expect, it } from "vitest";
import { languageById } from "../../../../src/core/annotations/languages.js";
import { parseSource } from "../../../../src/core/annotations/parse.js";
import { applyEdits } from "../../../../src/core/annotations/write.js";
import { AnnotatedText } from "../../../../src/core/assist/annotated-text.js";
import { planConversion } from "../../../../src/core/assist/convert/convert.js";
import { functionsOf } from "../../../../src/core/assist/functions.js";
import { worded } from "../../../../src/core/l10n/phrase.js";

const PYTHON = languageById("python")!;

function convert(text: string): string {
  const annotated = new AnnotatedText(text, PYTHON, "train");
  const [owner] = functionsOf(annotated.source);
  const conversion = owner === undefined ? null : planConversion(annotated, owner);
  if (conversion === null) return "nothing";
  if (conversion.kind === "refusal") return worded(conversion.message);
  const after = applyEdits(text, [conversion.edit]);
  const parsed = parseSource(after, PYTHON, "train");
  expect(parsed.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(parsed.studies[0]!.slots).toHaveLength(conversion.values);
  return after;
}

describe("an objective of Optuna's", () => {
  it("becomes a function with annotated values, and what Optuna was told becomes its study", () => {
    const before = `import optuna


def objective(trial):
    lr = trial.suggest_float("lr", 1e-5, 1e-1, log=True)
    layers = trial.suggest_int("layers", 1, 3)
    width = trial.suggest_int("width", 16, 64, step=16)  # even
    dropout = trial.suggest_float("dropout", 0.0, 0.5)
    nesterov = trial.suggest_categorical("nesterov", [True, False])
    return train(lr, layers, width, dropout, nesterov)


if __name__ == "__main__":
    study = optuna.create_study(direction="maximize")
    study.optimize(objective, n_trials=50)
`;
    expect(convert(before)).toBe(`import optuna


# @study maximize trials=50
def objective():
    lr = 0.001  # @tune loguniform(1e-5, 0.1)
    layers = 2  # @tune int(1, 3)
    width = 48  # even  # @tune int(16, 64, step=16)
    dropout = 0.25  # @tune uniform(0, 0.5)
    nesterov = False  # @tune bool
    return train(lr, layers, width, dropout, nesterov)


if __name__ == "__main__":
    study = optuna.create_study(direction="maximize")
    study.optimize(objective, n_trials=50)
`);
  });

  it("keeps the conditions that it asks by ifs", () => {
    const before = `def objective(trial: optuna.Trial) -> float:
    kernel = trial.suggest_categorical("kernel", ["rbf", 'poly', "linear"])
    degree = 3
    if kernel == 'poly':
        degree = trial.suggest_int("degree", 2, 5)
    elif kernel == "rbf":
        gamma = trial.suggest_float("gamma", 0.001, 10, log=True)
    else:
        shift = trial.suggest_float("shift", -1, 1)
    return score(kernel)
`;
    expect(convert(before)).toBe(`# @study maximize
def objective() -> float:
    kernel = "rbf"  # @tune choice("rbf", "poly", "linear")
    degree = 3
    if kernel == 'poly':
        degree = 3  # @tune int(2, 5) if kernel == "poly"
    elif kernel == "rbf":
        gamma = 0.1  # @tune loguniform(1e-3, 10) if kernel == "rbf"
    else:
        shift = 0.0  # @tune uniform(-1, 1) if kernel != "poly" and kernel != "rbf"
    return score(kernel)
`);
  });

  it("has no condition where an if asks for something else", () => {
    const before = `def objective(trial):
    n = trial.suggest_int("n", 1, 5)
    if n > 2:
        a = trial.suggest_float("a", 0, 1)
    else:
        b = trial.suggest_float("b", 0, 1)
    return n
`;
    const after = convert(before);
    expect(after).toContain("a = 0.5  # @tune uniform(0, 1)\n");
    expect(after).toContain("b = 0.5  # @tune uniform(0, 1)\n");
  });

  it("may suggest values as arguments and in dictionaries, over several lines, with arguments by name", () => {
    const before = `def objective(trial, data=None):
    model = SVC(C=trial.suggest_float("C", low=1e-3, high=1e3, log=True), kernel=trial.suggest_categorical("k", ("rbf", "linear")))
    params = {
        "max_depth": trial.suggest_int("max_depth", 2, 12),
        "eta": trial.suggest_float(
            "eta",
            0.01,
            0.3,
        ),
    }
    return fit(model, params, data)
`;
    expect(convert(before)).toBe(`# @study minimize
def objective(data=None):
    model = SVC(C=1.0, kernel="rbf")  # @tune C = loguniform(1e-3, 1000) @tune kernel = choice("rbf", "linear")
    params = {
        "max_depth": 7,  # @tune int(2, 12)
        "eta": 0.15,  # @tune uniform(0.01, 0.3)
    }
    return fit(model, params, data)
`);
  });

  it("prunes by what its framework prints, where callbacks did", () => {
    const before = `import lightgbm as lgb
from optuna.integration import LightGBMPruningCallback


def objective(trial):
    leaves = trial.suggest_int("leaves", 4, 64)
    pruning = LightGBMPruningCallback(trial, "auc")
    model = lgb.train({"num_leaves": leaves}, data, valid_sets=[valid], callbacks=[pruning])
    return model.best_score["valid_0"]["auc"]
`;
    expect(convert(before)).toBe(`import lightgbm as lgb
from optuna.integration import LightGBMPruningCallback


# @study maximize auc
def objective():
    leaves = 34  # @tune int(4, 64)
    pruning = lgb.log_evaluation(1)
    model = lgb.train({"num_leaves": leaves}, data, valid_sets=[valid], callbacks=[pruning])
    return model.best_score["valid_0"]["auc"]
`);
  });

  it.each([
    [
      'model.fit(x, y, callbacks=[optuna_integration.KerasPruningCallback(trial, "val_accuracy")], verbose=0)',
      "model.fit(x, y, callbacks=[], verbose=2)",
      "val_accuracy",
    ],
    [
      "model.fit(x, y, verbose=1, callbacks=[early, TFKerasPruningCallback(trial, monitor='val_loss')])",
      "model.fit(x, y, verbose=1, callbacks=[early])",
      "val_loss",
    ],
    [
      'xgb.train(p, d, callbacks=[XGBoostPruningCallback(trial, observation_key="valid-auc"), early], verbose_eval=False)',
      "xgb.train(p, d, callbacks=[early], verbose_eval=True)",
      "valid-auc",
    ],
    [
      'Trainer(callbacks=[first, PyTorchLightningPruningCallback(trial, monitor="val_acc"), last])',
      "Trainer(callbacks=[first, last])",
      "val_acc",
    ],
  ])("has its callback taken out: %s", (before, after, metric) => {
    const body = (call: string, rate: string) => `    rate = ${rate}\n    return ${call}\n`;
    const text = `def objective(trial):\n${body(before, 'trial.suggest_float("rate", 0, 1)')}`;
    const converted = convert(text);
    expect(converted).toContain(body(after, "0.5  # @tune uniform(0, 1)"));
    expect(converted).toMatch(new RegExp(`^# @study m\\w+ ${metric}$`, "m"));
  });

  it("says which callback stands in the way", () => {
    const text = (line: string) =>
      `def objective(trial):\n    ${line}\n    return f(trial.suggest_float("rate", 0, 1))\n`;
    expect(convert(text('c = KerasPruningCallback(trial, "val_loss")'))).toMatch(
      /Line 2: take KerasPruningCallback away/,
    );
    expect(convert(text("c = [KerasPruningCallback(trial, watched)]"))).toMatch(/Line 2: only literals/);
    expect(convert(text('c = [LightGBMPruningCallback(trial, "auc")]'))).toMatch(/Line 2: without `import lightgbm`/);
    expect(convert(text("c = OtherCallback(trial)"))).toMatch(/Line 2: what trial is to be/);
    const two = 'c = [KerasPruningCallback(trial, "val_loss"), KerasPruningCallback(trial, "val_accuracy")]';
    expect(convert(text(two))).toMatch(/Line 2: what trial is to be/);
  });

  it("yields what it reported, and leaves pruning to whoever runs it", () => {
    const before = `def objective(trial):
    lr = trial.suggest_loguniform("lr", 1e-4, 1e-2)
    for epoch in range(10):
        loss = step(lr)
        trial.report(loss, epoch)
        if trial.should_prune():
            raise optuna.TrialPruned()
    return loss
`;
    expect(convert(before)).toBe(`# @study minimize
def objective():
    lr = 0.001  # @tune loguniform(1e-4, 0.01)
    for epoch in range(10):
        loss = step(lr)
        yield epoch, loss
    return loss
`);
  });

  it.each([
    ["a name that is worked out", `    n = trial.suggest_int(f"n{1}", 1, 3)\n    return n`, /Line 2: only literals/],
    ["ends that are no literals", `    n = trial.suggest_int("n", 1, MOST)\n    return n`, /Line 2: only literals/],
    [
      "a value without a name",
      `    return f(trial.suggest_int("n", 1, 3))`,
      /Line 2: a value is converted where it has a name/,
    ],
    [
      "something else of the trial",
      `    n = trial.suggest_int("n", 1, 3)\n    return n + trial.number`,
      /Line 3: .*trial\.number/,
    ],
    ["a trial that is handed on", `    n = trial.suggest_int("n", 1, 3)\n    return f(trial)`, /Line 3: .*trial/],
    [
      "a study that runs while the file is loaded",
      `    n = trial.suggest_int("n", 1, 3)\n    return n\n\nstudy.optimize(objective, 20)`,
      /Line 5: .*whenever the file is loaded/,
    ],
    [
      "several directions",
      `    n = trial.suggest_int("n", 1, 3)\n    return n, n\n\n# create_study(directions=["minimize", "minimize"])`,
      /several directions/,
    ],
  ])("is left alone, and said why, with %s", (_, body, why) => {
    expect(convert(`def objective(trial):\n${body}\n`)).toMatch(why);
  });

  it.each([
    ["a function of something else", "def f(trial=3):\n    return trial\n"],
    ["a function without a parameter", 'def f():\n    return trial.suggest_int("n", 1, 3)\n'],
    ["one that is annotated", '# @study minimize\ndef f(trial):\n    return trial.suggest_int("n", 1, 3)\n'],
  ])("is not %s", (_, text) => {
    expect(convert(text)).toBe("nothing");
  });
});
