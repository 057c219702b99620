import { GossamerError } from '@gossamer/peer';
import { describe, expect, it } from 'vitest';
import { codeOf, joinProblemOf, problemOf } from '../../src/model/errors';

describe('an error', () => {
  it('is told in words, with its code', () => {
    const problem = problemOf(new GossamerError('no-holder', 'nobody has it'));
    expect(problem.code).toBe('no-holder');
    expect(problem.text).toContain('Nobody');
    expect(problem.text).not.toContain('no-holder');
  });

  it('means something else while joining', () => {
    const error = new GossamerError('unreachable');
    expect(joinProblemOf(error).text).not.toBe(problemOf(error).text);
    expect(joinProblemOf(error).code).toBe('unreachable');
  });

  it('is a cancellation when a signal was aborted', () => {
    const controller = new AbortController();
    controller.abort();
    expect(codeOf(controller.signal.reason)).toBe('cancelled');
  });

  it('is shown as it is when nobody knows it', () => {
    expect(problemOf(new Error('boom'))).toEqual({
      code: 'unknown',
      text: 'Something went wrong: boom',
    });
    expect(problemOf('boom').code).toBe('unknown');
  });
});
