import { describe, expect, it } from "vitest";
import { mistake, study } from "./marked.js";

function headed(tag: string): string {
  return `# ${tag}\ndef f(x=1):  # @tune int(0, 3)\n    ...\n`;
}

describe("@study", () => {
  it.each([
    ["@study minimize", "f", ["minimize null"]],
    ["@study maximize accuracy", "f", ["maximize accuracy"]],
    ["@study digits maximize accuracy", "digits", ["maximize accuracy"]],
    ['@study "my study" minimize "val loss"', "my study", ["minimize val loss"]],
    ["@study a/b-c.d minimize", "a/b-c.d", ["minimize null"]],
    ["@study maximize accuracy minimize latency", "f", ["maximize accuracy", "minimize latency"]],
    ["@study trials=5 minimize loss seed=3", "f", ["minimize loss"]],
  ])("%s", (tag, name, goals) => {
    const found = study("a.py", headed(tag));
    expect(found.name).toBe(name);
    expect(found.goals.map(({ direction, metric }) => `${direction} ${metric}`)).toEqual(goals);
  });

  it("takes every option, each with the default where it is not given", () => {
    const { options, givenOptions } = study(
      "a.py",
      headed(
        "@study minimize trials=60 timeout=1h30m trial_timeout=45s target=-1.5 parallel=2 sampler=tpe(candidates=48, gamma=hyperopt) " +
          'pruner=none seed=7 noisy=on aggregate=mean baseline=off max_failures=5 retries=1 isolation=process python="my python" node=n cwd=.. ' +
          "patience=9 plateau=0.1 regret=0.2 resource=epochs:1..9 gpus=0,1 memory=4GB env=.env launcher='srun --gres=gpu:1' keep=5 test=held_out",
      ),
    );
    expect(options).toEqual({
      trials: 60,
      timeout: 5400,
      trial_timeout: 45,
      target: -1.5,
      parallel: 2,
      sampler: { name: "tpe", options: { candidates: 48, gamma: "hyperopt" } },
      pruner: { name: "none", options: {} },
      seed: 7,
      noisy: true,
      aggregate: "mean",
      baseline: false,
      max_failures: 5,
      retries: 1,
      isolation: "process",
      run: null,
      python: "my python",
      node: "n",
      cwd: "..",
      patience: 9,
      plateau: 0.1,
      regret: 0.2,
      resource: { name: "epochs", min: 1, max: 9 },
      gpus: "0,1",
      memory: 4e9,
      env: ".env",
      launcher: "srun --gres=gpu:1",
      keep: 5,
      test: "held_out",
    });
    expect(givenOptions).toContain("cwd");
    expect(study("a.py", headed("@study minimize")).givenOptions).toEqual([]);
  });

  it("goes on in comment lines that begin with an option or a direction, and in open parentheses", () => {
    const text =
      "# @study maximize accuracy\n#   trials=60\n#   minimize latency seed=7\n#   sampler=tpe(\n#     candidates=48)\n# trials of this kind take long\n" +
      "def f(x=1):  # @tune int(0, 3)\n    ...\n";
    const found = study("a.py", text);
    expect(found.goals).toHaveLength(2);
    expect(found.options).toMatchObject({ trials: 60, seed: 7, sampler: { options: { candidates: 48 } } });
    expect(text.slice(found.annotation.start, found.annotation.end)).toMatch(/^@study[\s\S]*candidates=48\)$/);
  });

  it.each([
    ["«@study»", "missing-direction", ["@study minimize", "@study maximize"]],
    ["«@study» digits", "missing-direction", ["@study digits minimize", "@study digits maximize"]],
    ["@study «minimise» loss", "unknown-direction", ["@study minimize loss"]],
    ["@study digits «max» accuracy", "unknown-direction", ["@study digits maximize accuracy"]],
    ["@study minimize loss «of the model» seed=1", "unexpected-word", []],
    ["@study minimize «trails»=60", "unknown-option", ["@study minimize trials=60"]],
    ["@study minimize «zzz»=60", "unknown-option", []],
    ["@study minimize trials=60 «trials=70»", "duplicate-option", ["@study minimize trials=60"]],
    ["@study minimize trials=«many»", "bad-option-value", []],
    ["@study minimize trials=«0»", "bad-option-value", []],
    ["@study minimize timeout=«2x»", "bad-option-value", []],
    ["@study minimize noisy=«maybe»", "bad-option-value", []],
    ["@study minimize aggregate=«first»", "bad-option-value", []],
    ["@study minimize sampler=«tpee»", "bad-option-value", ["@study minimize sampler=tpe"]],
    ["@study minimize sampler=tpe(«candidats»=3)", "bad-option-value", ["@study minimize sampler=tpe(candidates=3)"]],
    ["@study minimize sampler=tpe(candidates=«0»)", "bad-option-value", []],
    ["@study minimize sampler=tpe(«48»)", "bad-option-value", []],
    ["@study minimize «trials = 60»", "space-around-equals", ["@study minimize trials=60"]],
    ["@study minimize «trials= 60»", "space-around-equals", ["@study minimize trials=60"]],
    ["@study minimize «trials =60»", "space-around-equals", ["@study minimize trials=60"]],
    ["@study minimize «trials=»", "missing-value", []],
    ["@study maximize a «minimise» b", "unknown-direction", ["@study maximize a minimize b"]],
    ["@study minimize resource=«epochs:10..1»", "bad-option-value", []],
    ["@study minimize resource=«epochs»", "bad-option-value", []],
    ["@study minimize resource=«x:1..10»", "resource-tuned", []],
    ["@study minimize a minimize b plateau=«0.1»", "several-directions", []],
    ["@study minimize pruner=«sha»", "missing-resource", []],
    ["@study minimize pruner=patient(patience=2, pruner=«medain(startup=3)»)", "bad-option-value", []],
    ["@study maximize a «minimize»", "missing-metric", []],
    ["@study maximize a minimize «a»", "duplicate-metric", []],
    ["@study minimize «loss%»", "bad-name", ['@study minimize "loss%"']],
    ['@study minimize «"loss»', "not-closed", []],
    ["@study minimize «sampler=tpe(»", "not-closed", []],
  ] as const)("%s is an error: %s", (tag, code, fixes) => {
    const found = mistake("a.py", headed(tag));
    expect(found).toMatchObject({ code, severity: "error" });
    expect(found.fixed).toEqual(fixes.map((fix) => headed(fix)));
  });
});
