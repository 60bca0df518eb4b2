/** How much of the time drawing may take while data pours in: one part in four. */
const REST = 3;

/**
 * Calls `draw` before the next frame, once for any number of requests. After a slow drawing the next one waits for three times
 * as long as it took, so that a large study that changes all the time leaves the page answering to its user; what the user asks
 * for himself does not wait.
 */
export class Frames {
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #ready = 0;
  readonly #draw: () => void;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  /** Draws soon: data came. */
  request(): void {
    if (this.#frame !== 0 || this.#timer !== null) return;
    const wait = this.#ready - performance.now();
    if (wait > 8) this.#timer = setTimeout(() => this.now(), wait);
    else this.now();
  }

  /** Draws with the next frame: somebody waits for it. */
  now(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#frame !== 0) return;
    // A hidden page gets no frames; it draws when it is shown again.
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const start = performance.now();
      this.#draw();
      const end = performance.now();
      this.#ready = end + REST * (end - start);
    });
  }
}
