/**
 * A stand-in for the published package, for looking at the application without a network; never
 * shipped. `?masters=1&peers=6` sets the size of the invented network, `?fail=CODE` lets joining
 * fail, `?slow` lets it hang. Connecting to an id that begins with `dead` fails, to one that begins
 * with `5104` hangs; every other peer answers, one that begins with `9ee9` by way of another. Fetching a link that ends in `gone` fails.
 */
import type { Connection, FetchOptions, NetworkView, Path, Share, ShareOptions } from '@gossamer/peer';
import { fakeId, fakeNetwork, random } from './fake-network';

export class GossamerError extends Error {
  override readonly name = 'GossamerError';
  readonly code: string;

  constructor(code: string, message = '') {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

const query = new URLSearchParams(globalThis.location?.search ?? '');
const next = random(Number(query.get('seed') ?? 7));

export function parseLink(text: string) {
  const [, page = '', tag, rest = ''] = /^(.*)#([pf]1)\.([\w.~-]+)$/.exec(text) ?? [];
  if (tag === 'p1') {
    return { kind: 'peer', page, record: rest };
  }
  if (tag === 'f1') {
    return { kind: 'file', page, content: rest, holders: [] };
  }
  throw new GossamerError('malformed', 'not a link');
}

export function formatLink({ page, record }: { page: string; record: string }): string {
  return `${page}#p1.${record}`;
}

function wait(millis: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, millis);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

class FakeConnection extends EventTarget {
  open = true;
  path: Path;
  readonly peer: string;

  constructor(peer: string) {
    super();
    this.peer = peer;
    this.path = peer.startsWith('9ee9') ? 'peer' : 'direct';
  }

  async send(text: string): Promise<void> {
    if (!this.open) {
      throw new GossamerError('closed');
    }
    void wait(700).then(() => this.hear(ANSWERS[text.length % ANSWERS.length] ?? text));
  }

  move(path: Path): void {
    this.path = path;
    this.dispatchEvent(new Event('path'));
  }

  hear(data: string): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }

  close(code = 'closed'): void {
    this.open = false;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

const ANSWERS = [
  'That went straight from your browser to mine.',
  'Got it. No server in between?',
  'Try switching the masters off: we will still be talking.',
  `Here are the pictures: https://mesh.example/#f1.${'k'.repeat(43)}`,
];

class FakePeer extends EventTarget {
  readonly id = fakeId(next);
  readonly record = fakeId(next).repeat(6);
  readonly connections: FakeConnection[] = [];
  readonly #masters = Number(query.get('masters') ?? 1);
  readonly #peers = Number(query.get('peers') ?? 6);
  #detached = false;

  network(): NetworkView {
    return fakeNetwork(this.id, this.#detached ? 0 : this.#masters, this.#peers);
  }

  async connect(address: string, { signal }: { signal?: AbortSignal } = {}): Promise<Connection> {
    const id = /^[0-9a-f]{40}$/.test(address) ? address : fakeId(random(address.length));
    await wait(id.startsWith('5104') ? 1e6 : 300, signal);
    if (id.startsWith('dead')) {
      throw new GossamerError('unreachable', 'nobody');
    }
    const connection = new FakeConnection(id);
    this.connections.push(connection);
    return connection as unknown as Connection;
  }

  async share(file: File, { signal, onProgress }: ShareOptions): Promise<Share> {
    const { name, type, size } = file;
    for (let step = 0; step <= 20; step++) {
      await wait(query.has('slow') ? 120 : 10, signal);
      onProgress?.({ name, type, size, bytes: (size * step) / 20, holders: 0 });
    }
    const content = btoa(name.padEnd(32, '.').slice(0, 32)).replace(/=+$/, '');
    const link = `${location.origin}/#f1.${content}`;
    const share = Object.assign(new EventTarget(), { id: content, name, type, size, link, close() {} });
    return share as unknown as Share;
  }

  async fetch(link: string, { signal, onProgress }: FetchOptions) {
    const size = 214_748_364;
    const file = { name: 'mountains-in-october.mp4', type: 'video/mp4', size };
    await wait(300, signal);
    if (link.endsWith('gone')) {
      throw new GossamerError('no-holder');
    }
    const stop = Number(query.get('stop') ?? 1);
    for (let bytes = 0; bytes < size * stop; bytes += size / 50) {
      onProgress?.({ ...file, bytes, holders: 3 });
      await wait(40, signal);
    }
    if (stop < 1) {
      await wait(1e7, signal);
    }
    return { ...file, blob: async () => new Blob(['fake']), discard: async () => {} };
  }

  detach(): void {
    this.#detached = true;
    this.dispatchEvent(new Event('change'));
  }

  attach(): void {
    this.#detached = false;
    this.dispatchEvent(new Event('change'));
  }
}

export async function join(): Promise<FakePeer> {
  const failure = query.get('fail');
  await wait(query.has('joining') ? 1e7 : 200);
  if (failure) {
    throw new GossamerError(failure);
  }
  const peer = new FakePeer();
  // As the package does: whoever leaves the page says goodbye.
  addEventListener('pagehide', () => peer.connections.forEach((it) => it.close()));
  // Lets scenes speak for the other side.
  Object.assign(globalThis, { fake: peer });
  return peer;
}
