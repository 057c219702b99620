import { describe, expect, it } from 'vitest';
import { RATE_WINDOW, type Rate, sampled, secondsLeft, speed } from '../../src/model/rate';

/** A transfer that reports every 100 ms. */
function steady(bytesPerSecond: number, millis: number): Rate {
  let rate: Rate = [];
  for (let at = 0; at <= millis; at += 100) {
    rate = sampled(rate, at, (bytesPerSecond * at) / 1000);
  }
  return rate;
}

describe('the speed of a transfer', () => {
  it('is unknown before there is a span to measure', () => {
    expect(speed([], 0)).toBeNull();
    expect(speed(steady(1_000, 0), 0)).toBeNull();
    expect(speed(steady(1_000, 100), 100)).toBeNull();
  });

  it('is what a steady transfer has', () => {
    expect(speed(steady(2_000_000, 20_000), 20_000)).toBeCloseTo(2_000_000, 0);
  });

  it('follows a change within the window', () => {
    let rate = steady(1_000_000, 10_000);
    for (let at = 10_100; at <= 10_000 + 2 * RATE_WINDOW; at += 100) {
      rate = sampled(rate, at, 10_000_000 + (at - 10_000) * 100);
    }
    expect(speed(rate, 10_000 + 2 * RATE_WINDOW)).toBeCloseTo(100_000, -4);
  });

  it('falls while nothing arrives, to zero', () => {
    const rate = steady(1_000_000, 4_000);
    const then = speed(rate, 4_000) ?? 0;
    const later = speed(rate, 6_000) ?? 0;
    expect(later).toBeLessThan(then);
    expect(speed(rate, 4_000 + RATE_WINDOW)).toBe(0);
  });

  it('keeps a bounded number of samples', () => {
    expect(steady(1, 600_000).length).toBeLessThanOrEqual(27);
  });
});

describe('the time that is left', () => {
  it('follows from the speed', () => {
    expect(secondsLeft(steady(1_000, 10_000), 30_000, 10_000)).toBeCloseTo(20, 5);
  });

  it('is unknown while nothing moves', () => {
    expect(secondsLeft([], 1_000, 0)).toBeNull();
    expect(secondsLeft(steady(0, 10_000), 1_000, 10_000)).toBeNull();
  });

  it('is never negative', () => {
    expect(secondsLeft(steady(1_000, 10_000), 5_000, 10_000)).toBe(0);
  });
});
