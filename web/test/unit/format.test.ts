import { describe, expect, it } from 'vitest';
import { count, formatBytes, formatDuration, formatPercent, shortId } from '../../src/model/format';

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1_000, '1.00 kB'],
    [9_994, '9.99 kB'],
    [9_996, '10.0 kB'],
    [99_960, '100 kB'],
    [999_499, '999 kB'],
    [999_500, '1.00 MB'],
    [214_748_364, '215 MB'],
    [5e15, '5000 TB'],
  ])('writes %d as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [0.2, '1 s'],
    [59, '59 s'],
    [60, '1 min'],
    [61, '2 min'],
    [3_599, '60 min'],
    [3_600, '1 h'],
    [5_400, '1 h 30 min'],
    [7_190, '2 h'],
    [200_000, '2 days'],
    [-3, '0 s'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('formatPercent', () => {
  it('says 100 % only when it is all', () => {
    expect(formatPercent(0.9999)).toBe('99 %');
    expect(formatPercent(1)).toBe('100 %');
  });

  it('stays within its bounds', () => {
    expect(formatPercent(-0.5)).toBe('0 %');
    expect(formatPercent(1.5)).toBe('100 %');
  });
});

it('shortens ids to both ends', () => {
  expect(shortId('7c3e51a09b2f4d6688aa01cc5d3e9f7712ab34cd')).toBe('7c3e…34cd');
  expect(shortId('abc')).toBe('abc');
});

it('counts in the singular and the plural', () => {
  expect([0, 1, 2].map((n) => count(n, 'peer'))).toEqual(['0 peers', '1 peer', '2 peers']);
});
