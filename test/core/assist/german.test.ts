import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { advise } from "../../../src/core/assist/advise/advise.js";
import { completeAt } from "../../../src/core/assist/complete/complete.js";
import { planConversion } from "../../../src/core/assist/convert/convert.js";
import { functionsOf } from "../../../src/core/assist/functions.js";
import { hoverAt } from "../../../src/core/assist/hover.js";
import { signatureAt } from "../../../src/core/assist/signature.js";
import { tunableAt } from "../../../src/core/assist/tunable.js";
import { worded } from "../../../src/core/l10n/phrase.js";
import { translation, type Words } from "../../../src/core/l10n/translation.js";
import { STUDY_OPTIONS } from "../../../src/core/study/option-list.js";
import { annotated } from "./at.js";

const { t } = translation(JSON.parse(readFileSync("l10n/bundle.l10n.de.json", "utf8")) as Words);

const SETTINGS = JSON.parse(readFileSync("package.nls.de.json", "utf8")) as Words;

/** The annotated text, and the caret that `‸` marks in it. */
function at(marked: string) {
  const offset = marked.indexOf("‸");
  return { file: annotated("a.py", marked.replace("‸", "")), offset };
}

/** A function whose one parameter has this annotation. */
const tuned = (tag: string, study = "minimize") =>
  `# @study ${study}\ndef f(\n    lr=0.1,  # @tune ${tag}\n):\n    return lr\n`;

describe("in a German window, a mistake", () => {
  it.each([
    ["uniform(1, 0)", "low darf nicht über high liegen, aber 1 > 0; vertauscht stimmt es.", ["Enden vertauschen"]],
    ["unifrom(0, 1)", "Es gibt keine Verteilung `unifrom`. Gemeint ist vielleicht `uniform`.", ["`uniform` schreiben"]],
    [
      "choice(a, 2)",
      '`a` ist ein bloßes Wort; ein Text steht in Anführungszeichen: `"a"`.',
      ["In Anführungszeichen setzen"],
    ],
    ["uniform(0, 1) if 3", "Eine Bedingung muss wahr oder falsch sein, aber dies ist eine Zahl.", []],
    ["uniform(0)", "`high` fehlt: `uniform(low, high[, step=q])`.", []],
  ])("says what is wrong with %s, and its fixes what they do", (tag, message, titles) => {
    const [mistake] = annotated("a.py", tuned(tag)).parsed.diagnostics;
    expect(worded(mistake!.message, t)).toBe(message);
    expect(mistake!.fixes.map(({ title }) => worded(title, t))).toEqual(titles);
  });

  it.each([
    ["minimize trails=3", "Es gibt keine Option `trails`. Gemeint ist vielleicht `trials`."],
    ["minimize trials=many", "trials muss eine ganze Zahl ab 1 sein, ist aber `many`."],
    ["minimize aggregate=sum", "aggregate muss `last`, `best`, `mean` oder `median` sein, ist aber `sum`."],
    ["minimize sampler=tpe(startup=few)", "startup von tpe muss eine ganze Zahl ab 0 sein, ist aber few."],
    ["minimize sampler=tepe", "Es gibt keinen Sampler `tepe`. Gemeint ist vielleicht `tpe`."],
  ])("says what is wrong with @study %s", (study, message) => {
    const [mistake] = annotated("a.py", tuned("uniform(0, 1)", study)).parsed.diagnostics;
    expect(worded(mistake!.message, t)).toBe(message);
  });

  it("is the same one that others see in English", () => {
    const [mistake] = annotated("a.py", tuned("unifrom(0, 1)")).parsed.diagnostics;
    expect(worded(mistake!.message)).toBe("There is no distribution `unifrom`. Did you mean `uniform`?");
  });
});

describe("in a German window, completion", () => {
  it("explains options, with tags and keywords as they are written", () => {
    const { file, offset } = at("# @study minimize ‸\ndef f(x=1): return x\n");
    const option = completeAt(file, offset, t).find(({ label }) => label === "timeout");
    expect(option?.documentation).toBe(
      [
        "**`timeout`** — Wie lange ein Lauf der Studie dauern darf, etwa 2h oder 90m.",
        "Geschrieben `2h`, `90m`, `45s`, `1h30m` oder in Sekunden.",
        "Einstellung `hyperlens.study.timeout`, Kommandozeile `--timeout`.",
      ].join("\n\n"),
    );
  });

  it.each(STUDY_OPTIONS)("says of the option $name what the settings page says", ({ name, summary }) => {
    expect(worded(summary, t)).toBe(SETTINGS[`settings.study.${name}`]);
  });

  it("explains samplers with their options", () => {
    const { file, offset } = at("# @study minimize sampler=gr‸\ndef f(x=1): return x\n");
    const method = completeAt(file, offset, t).find(({ label }) => label === "grid");
    expect(method?.detail).toBe("Jede Kombination einmal; die Studie endet von selbst, wenn alle versucht sind.");
    expect(method?.documentation).toContain("**`grid`** (Sampler) — Jede Kombination einmal");
    expect(method?.documentation).toContain("Optionen mit ihren Vorgaben:");
  });

  it("explains distributions, and says where a proposed range comes from", () => {
    const { file, offset } = at(tuned("‸"));
    const [proposed, ...forms] = completeAt(file, offset, t);
    expect(proposed).toMatchObject({ label: "loguniform(1e-5, 0.1)", detail: "vorgeschlagen nach seinem Namen" });
    expect(forms.find(({ label }) => label === "int")?.documentation).toContain("Ganze Zahlen, beide Enden");
  });
});

describe("in a German window", () => {
  it("the hover over a sampler's option says what it takes", () => {
    const { file, offset } = at(
      "# @study minimize sampler=tpe(start‸up=5)\ndef f(x=1):  # @tune int(1, 3)\n    return x\n",
    );
    expect(hoverAt(file, offset, () => null, t)?.text).toBe(
      "**`startup`** — Wie viele Versuche über den Suchraum verteilt werden, bevor das Modell benutzt wird (10).\n\nMöglich: eine ganze Zahl ab 0. Vorgabe: `10`.",
    );
  });

  it("the signature of a distribution is explained", () => {
    const { file, offset } = at(tuned("uniform(‸)"));
    expect(signatureAt(file, offset, t)).toMatchObject({
      summary: "Reelle Zahlen, wahlweise auf einem Raster.",
      parameters: [{ summary: "Das untere Ende, es selbst eingeschlossen." }, {}, {}],
    });
  });

  it("advice is given in German", () => {
    const file = annotated("a.py", tuned("uniform(0, 1)").replace("return lr", "return 1"));
    expect(advise(file, () => null).map(({ message }) => worded(message, t))).toEqual([
      "`lr` wird abgestimmt, aber der Code von `f` benutzt es nicht; es kann das Ergebnis nicht ändern.",
    ]);
  });

  it("the reason why an objective cannot be converted is German", () => {
    const file = annotated("a.py", 'def f(trial):\n    x = trial.suggest_int("x", low, 9)\n    return x\n');
    const conversion = planConversion(file, functionsOf(file.source)[0]!);
    expect(conversion?.kind === "refusal" && worded(conversion.message, t)).toBe(
      "Zeile 2: Nur Literale lassen sich umstellen, in trial.suggest_int(…).",
    );
  });

  it("the source of a range is German, but for the names of libraries", () => {
    const source = (marked: string) => {
      const { file, offset } = at(marked);
      return worded(tunableAt(file, offset)!.tunable.proposal.source, t);
    };
    expect(source("model = SVC(C=‸1.0)\n")).toBe("scikit-learn");
    expect(source("optimizer = Adam(lr=‸0.1)\n")).toBe("Optimierern von PyTorch und Keras");
    expect(source("offset = ‸0.25\n")).toBe("dem Wert im Code");
  });
});
