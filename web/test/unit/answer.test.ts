import { describe, expect, it } from 'vitest';
import { type Surroundings, answer } from '../../src/worker/answer';

const ORIGIN = 'https://mesh.example';
const SHELL = { version: '1', files: ['/', '/assets/index-abc.js'] };

/** A request as a worker sees it: outside of browsers, navigations cannot be made. */
function request(path: string, mode: RequestMode = 'no-cors', method = 'GET'): Request {
  return { url: new URL(path, ORIGIN).href, mode, method } as Request;
}

function around(network: () => Promise<Response>, cache: Record<string, string>): Surroundings {
  return {
    origin: ORIGIN,
    cached: async (path) => (path in cache ? new Response(cache[path]) : undefined),
    fetch: network,
  };
}

const up = (text: string, status = 200) => async () => new Response(text, { status });
const down = async (): Promise<Response> => {
  throw new TypeError('failed to fetch');
};

const body = async (answering: Promise<Response> | null) => (await answering)?.text();

describe('the page', () => {
  const page = request('/', 'navigate');

  it('comes from the network while it answers', async () => {
    expect(await body(answer(page, SHELL, around(up('new'), { '/': 'old' })))).toBe('new');
  });

  it('comes from the cache when every master is dead', async () => {
    expect(await body(answer(page, SHELL, around(down, { '/': 'old' })))).toBe('old');
  });

  it('comes from the cache when a proxy answers for a dead master', async () => {
    const proxy = around(up('bad gateway', 502), { '/': 'old' });
    expect(await body(answer(page, SHELL, proxy))).toBe('old');
  });

  it('fails as the network does when there is no copy', async () => {
    await expect(answer(page, SHELL, around(down, {}))).rejects.toThrow('failed to fetch');
  });

  it('waits for a silent master only so long', async () => {
    let patience: AbortSignal | null | undefined;
    const silent: Surroundings = {
      ...around(down, { '/': 'old' }),
      fetch: (_request, init) => {
        patience = init?.signal;
        return Promise.reject(new DOMException('timed out', 'TimeoutError'));
      },
    };
    expect(await body(answer(page, SHELL, silent))).toBe('old');
    expect(patience).toBeInstanceOf(AbortSignal);
  });
});

describe('the files of the application', () => {
  it('come from the cache without asking the network', async () => {
    const cache = around(down, { '/assets/index-abc.js': 'script' });
    expect(await body(answer(request('/assets/index-abc.js'), SHELL, cache))).toBe('script');
  });

  it('come from the network when the cache was emptied', async () => {
    const network = around(up('script'), {});
    expect(await body(answer(request('/assets/index-abc.js'), SHELL, network))).toBe('script');
  });
});

describe('everything else', () => {
  it.each([
    request('/.well-known/gossamer.json'),
    request('/assets/other.js'),
    request('/metrics', 'navigate'),
    request('/', 'navigate', 'POST'),
    request('https://elsewhere.example/'),
  ])('goes its way: %#', (other) => {
    expect(answer(other, SHELL, around(down, { '/': 'old' }))).toBeNull();
  });
});
