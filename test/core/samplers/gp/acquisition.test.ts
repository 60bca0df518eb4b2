import { describe, expect, it } from "vitest";
import { ACQUISITIONS, acquisitionOf } from "../../../../src/core/samplers/gp/acquisition.js";
import { perSecond } from "../../../../src/core/samplers/gp/cost.js";

const options = { incumbent: 0.2, xi: 0.05, kappa: 2 };
const places = [
  [0.5, 0.3],
  [-1, 0.01],
  [3, 1e-4],
  [0.2, 2],
] as const;

describe.each([...ACQUISITIONS, "per second"] as const)("the acquisition %s", (name) => {
  const acquisition = name === "per second" ? perSecond(0.7) : acquisitionOf(name, options);

  it.each(places)("has the derivatives that differences give at mean %d and variance %d", (mean, variance) => {
    const [, byMean, byVariance] = acquisition(mean, variance);
    const h = 1e-6;
    const slope = (acquisition(mean + h, variance)[0] - acquisition(mean - h, variance)[0]) / (2 * h);
    const k = variance * h;
    const bend = (acquisition(mean, variance + k)[0] - acquisition(mean, variance - k)[0]) / (2 * k);
    expect(Math.abs(byMean - slope)).toBeLessThan(1e-4 * Math.max(1, Math.abs(slope)));
    expect(Math.abs(byVariance - bend)).toBeLessThan(1e-4 * Math.max(1, Math.abs(bend)));
  });

  it("prefers a lower mean", () => {
    expect(acquisition(0, 0.1)[0]).toBeGreaterThan(acquisition(0.1, 0.1)[0]);
  });
});

describe("the expected improvement", () => {
  it("is the integral that it is the closed form of", () => {
    const [mean, deviation] = [0.5, 0.8];
    let sum = 0;
    const step = 1e-4;
    for (let t = -8; t < 8; t += step) {
      const density = Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI);
      sum += Math.max(0, options.incumbent - (mean + deviation * t)) * density * step;
    }
    const [value] = acquisitionOf("logei", options)(mean, deviation ** 2);
    expect(Math.exp(value)).toBeCloseTo(sum, 6);
  });

  it("of ei asks for xi more", () => {
    const [asked] = acquisitionOf("ei", options)(0.4, 0.2);
    const [plain] = acquisitionOf("logei", { ...options, incumbent: options.incumbent - options.xi })(0.4, 0.2);
    expect(asked).toBe(plain);
  });
});
