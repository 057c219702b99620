import { describe, expect, it } from 'vitest';
import { type FetchAction, fetchOf, fetches } from '../../src/model/fetches';
import { NOTICES_SHOWN, type Notice, notices } from '../../src/model/notices';
import { shares } from '../../src/model/shares';

const STARTED: FetchAction = { type: 'fetch/started', key: 1, link: '#f1.x', at: 1_000 };
const fetching = (...actions: FetchAction[]) => [STARTED, ...actions].reduce(fetches, [])[0];

describe('a download', () => {
  it('looks for holders first', () => {
    expect(fetching()).toMatchObject({ stage: 'looking', name: null, size: null });
  });

  it('tells how far it is', () => {
    const state = fetching(
      { type: 'fetch/named', key: 1, name: 'a.bin', size: 100 },
      { type: 'fetch/progress', key: 1, bytes: 40, holders: 3, at: 2_000 },
    );
    expect(state).toMatchObject({ stage: 'running', name: 'a.bin', size: 100, bytes: 40, holders: 3 });
  });

  it('is complete at its end whatever was reported last', () => {
    const state = fetching(
      { type: 'fetch/progress', key: 1, bytes: 40, holders: 1, at: 2_000 },
      { type: 'fetch/done', key: 1, name: 'a.bin', size: 100, at: 3_000 },
    );
    expect(state).toMatchObject({ stage: 'done', bytes: 100, finishedAt: 3_000 });
  });

  it('stays ended when a report comes late', () => {
    const problem = { code: 'cancelled', text: 'Cancelled.' };
    const state = fetching(
      { type: 'fetch/failed', key: 1, problem, at: 2_000 },
      { type: 'fetch/progress', key: 1, bytes: 40, holders: 1, at: 2_001 },
    );
    expect(state).toMatchObject({ stage: 'cancelled', bytes: 0 });
  });

  it('fails with its problem', () => {
    const problem = { code: 'no-holder', text: '…' };
    const state = fetching({ type: 'fetch/failed', key: 1, problem, at: 2_000 });
    expect(state).toMatchObject({ stage: 'failed', problem });
  });
});

describe('the download of a link', () => {
  const problem = { code: 'cancelled', text: 'Cancelled.' };
  const state = [STARTED].reduce(fetches, []);

  it('is found whatever page the link leads to', () => {
    expect(fetchOf(state, 'https://mesh.example/#f1.x')?.key).toBe(1);
    expect(fetchOf(state, '#f1.y')).toBeNull();
  });

  it('is not found when it ended without the file', () => {
    const ended = fetches(state, { type: 'fetch/failed', key: 1, problem, at: 2_000 });
    expect(fetchOf(ended, '#f1.x')).toBeNull();
  });
});

describe('a share', () => {
  const started = shares([], { type: 'share/started', key: 1, name: 'a', size: 10 });

  it('is hashed, never backwards', () => {
    const far = shares(started, { type: 'share/hashed', key: 1, bytes: 6 });
    expect(shares(far, { type: 'share/hashed', key: 1, bytes: 4 })[0]?.hashed).toBe(6);
  });

  it('is offered by its link, the newest first', () => {
    const offered = shares(started, { type: 'share/offered', key: 1, link: '#f1.x' });
    const two = shares(offered, { type: 'share/started', key: 2, name: 'b', size: 1 });
    expect(two.map((it) => it.link)).toEqual([null, '#f1.x']);
  });

  it('is gone when it is removed', () => {
    expect(shares(started, { type: 'share/removed', key: 1 })).toEqual([]);
  });
});

describe('notices', () => {
  const show = (texts: readonly string[]) =>
    texts.reduce<readonly Notice[]>((state, text, key) => {
      return notices(state, {
        type: 'notice/shown',
        notice: { key, tone: 'bad', text, code: 'x' },
      });
    }, []);

  it('say the same thing once', () => {
    expect(show(['a', 'a']).map((it) => it.key)).toEqual([1]);
  });

  it('are never many', () => {
    const texts = ['a', 'b', 'c', 'd', 'e'];
    expect(show(texts).map((it) => it.text)).toEqual(texts.slice(-NOTICES_SHOWN));
  });
});
