import * as vscode from "vscode";

/** What a step of a dialog came to: a value, a step back, or an end of the whole. */
export type StepResult<T> =
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "back" }
  | { readonly kind: "cancel" };

export interface StepFrame {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

/** Lets a person pick one item; the one in `active` is marked first. */
export function pickOne<T extends vscode.QuickPickItem>(
  frame: StepFrame,
  placeholder: string,
  items: readonly T[],
  active: T | undefined,
): Promise<StepResult<T>> {
  const pick = vscode.window.createQuickPick<T>();
  pick.items = items;
  if (active !== undefined) pick.activeItems = [active];
  return ask(pick, frame, placeholder, () => pick.selectedItems[0]);
}

/** Lets a person tick any number of items. */
export function pickMany<T extends vscode.QuickPickItem>(
  frame: StepFrame,
  placeholder: string,
  items: readonly T[],
  ticked: readonly T[],
): Promise<StepResult<readonly T[]>> {
  const pick = vscode.window.createQuickPick<T>();
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.items = items;
  pick.selectedItems = ticked;
  return ask(pick, frame, placeholder, () => (pick.selectedItems.length > 0 ? pick.selectedItems : undefined));
}

/** Lets a person write a word; `check` says what is wrong with it. */
export function enterText(
  frame: StepFrame,
  prompt: string,
  value: string,
  check: (text: string) => string | null,
): Promise<StepResult<string>> {
  const input = vscode.window.createInputBox();
  input.value = value;
  input.prompt = prompt;
  input.onDidChangeValue((text) => {
    input.validationMessage = check(text.trim()) ?? "";
  });
  return ask(input, frame, "", () => {
    const wrong = check(input.value.trim());
    input.validationMessage = wrong ?? "";
    return wrong === null ? input.value.trim() : undefined;
  });
}

/** Shows one step and waits for its end; it is disposed in every case. */
function ask<T>(
  shown: AcceptedInput,
  { title, step, totalSteps }: StepFrame,
  placeholder: string,
  accepted: () => T | undefined,
): Promise<StepResult<T>> {
  shown.title = title;
  shown.step = step;
  shown.totalSteps = totalSteps;
  if (placeholder !== "") shown.placeholder = placeholder;
  // Someone who looks something up in the code comes back to where they were.
  shown.ignoreFocusOut = true;
  if (step > 1) shown.buttons = [vscode.QuickInputButtons.Back];
  return new Promise<StepResult<T>>((done) => {
    let result: StepResult<T> = { kind: "cancel" };
    const end = (value: StepResult<T>) => {
      result = value;
      shown.hide();
    };
    shown.onDidTriggerButton(() => end({ kind: "back" }));
    shown.onDidAccept(() => {
      const value = accepted();
      if (value !== undefined) end({ kind: "value", value });
    });
    shown.onDidHide(() => {
      shown.dispose();
      done(result);
    });
    shown.show();
  });
}

/** What pickers and input boxes have in common. */
interface AcceptedInput extends vscode.QuickInput {
  placeholder: string | undefined;
  buttons: readonly vscode.QuickInputButton[];
  readonly onDidAccept: vscode.Event<void>;
  readonly onDidTriggerButton: vscode.Event<vscode.QuickInputButton>;
}
