import type { Workspace } from "./workspace.js";

/**
 * A study whose trials wait until the test lets them go on, so that every state of a run can be looked at for as long as
 * it takes. Its best point is known: x = 2, kind a, value 0.
 */
export const GATED = `import os
import time
from pathlib import Path

GATE = Path(__file__).parent / "gate"


# @study gated minimize loss  trials=6 seed=1
def objective(
    x=4.0,  # @tune uniform(-10, 10)
    kind="b",  # @tune choice("a", "b")
):
    print(f"trial {os.environ['HYPERLENS_TRIAL']} waits")
    while not (GATE / "all").exists() and not (GATE / os.environ["HYPERLENS_TRIAL"]).exists():
        time.sleep(0.02)
    return (x - 2) ** 2 + (kind == "b")
`;

/** The value of the code as it stands in GATED. */
export const GATED_BASELINE = 5;

/** Lets these trials finish, or all of them. */
export async function open(workspace: Workspace, ...trials: readonly number[]): Promise<void> {
  const names = trials.length === 0 ? ["all"] : trials.map(String);
  for (const name of names) await workspace.write(`gate/${name}`, "");
}
