import { describe, expect, it } from "vitest";
import { hyperlens, workspace } from "./program.js";

const STUDY = `# @study digits maximize accuracy  trials=60 seed=7
def objective(
    C=1.0,          # @tune loguniform(1e-3, 1e3)
    kernel="rbf",   # @tune choice("rbf", "poly")
    degree=3,       # @tune int(2, 5) if kernel == "poly"
):
    return C
`;

const listed = async (files: { readonly [name: string]: string }, path = ".") => {
  const folder = workspace(files);
  const { status, out } = await hyperlens(["list", path, "--json"], folder);
  return { folder, status, listing: JSON.parse(out) };
};

describe("hyperlens list", () => {
  it("lists each study with its place, directions, space and options", async () => {
    const { folder, status, listing } = await listed({ "sub/a.py": `import os\n\n${STUDY}` });
    expect(status).toBe(0);
    expect(listing.diagnostics).toEqual([]);
    expect(listing.studies).toHaveLength(1);
    expect(listing.studies[0]).toMatchObject({
      file: expect.stringMatching(/sub\/a\.py$/),
      line: 3,
      name: "digits",
      directions: ["maximize"],
      space: {
        C: { kind: "loguniform", low: 0.001, high: 1000, condition: null },
        kernel: { kind: "choice", choices: ["rbf", "poly"] },
        degree: { kind: "int", low: 2, high: 5, condition: 'kernel == "poly"' },
      },
      options: { trials: 60, seed: 7, sampler: "auto" },
    });
    expect(listing.studies[0].file.startsWith("/")).toBe(folder.startsWith("/"));
  });

  it("points at mistakes, lines and columns from 1, end exclusive, and exits with 2", async () => {
    const { status, listing } = await listed({ "a.py": STUDY.replace("loguniform(1e-3", "loguniform(0") }, "a.py");
    expect(status).toBe(2);
    const [mistake] = listing.diagnostics;
    expect(mistake).toMatchObject({ severity: "error", line: 3 });
    const line = STUDY.replace("loguniform(1e-3", "loguniform(0").split("\n")[2] ?? "";
    expect(line.slice(mistake.column - 1, mistake.endColumn - 1)).not.toBe("");
    expect(mistake.column).toBeGreaterThan(line.indexOf("@tune"));
    expect(listing.studies[0].valid).toBe(false);
  });

  it("says the same to people", async () => {
    const folder = workspace({ "a.py": STUDY, "b.py": "x = 1\n" });
    const { out, status } = await hyperlens(["list", "."], folder);
    expect(out).toMatch(/^digits {2}maximize accuracy {2}3 parameters {2}a\.py:1\n$/);
    expect(status).toBe(0);
  });

  it("exits with 2 where there is nothing at the path", async () => {
    const { status, error } = await hyperlens(["list", "nowhere"], workspace({}));
    expect(status).toBe(2);
    expect(error).toContain("There is no file or folder nowhere");
  });
});

describe("hyperlens", () => {
  it("helps, and tells its version", async () => {
    const folder = workspace({});
    const help = await hyperlens(["--help"], folder);
    expect(help.status).toBe(0);
    for (const command of ["run", "list", "show", "repair"]) expect(help.out).toContain(`  ${command} `);
    expect((await hyperlens(["run", "--help"], folder)).out).toContain("--trial-timeout TIME");
    expect((await hyperlens(["--version"], folder)).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
