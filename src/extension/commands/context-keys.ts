/**
 * The context keys that package.json reads. Before the extension knows better none is set: every command can then be
 * chosen, which wakes the extension.
 */
export const CONTEXT_KEYS = [
  "hyperlens.noStudies",
  "hyperlens.noResults",
  "hyperlens.running",
  "hyperlens.paused",
  "hyperlens.scan",
] as const;

export type ContextKey = (typeof CONTEXT_KEYS)[number];
