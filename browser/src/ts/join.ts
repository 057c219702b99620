import { demand } from './attempt.js';
import type { JoinOptions, Peer } from './api.js';
import { ApplicationLayer, Blocks } from './application/layer.js';
import { sweep } from './application/sinks.js';
import { toCore } from './bytes.js';
import { Host } from './connections/host.js';
import { GossamerError, type ErrorCode } from './errors.js';
import { Cryptography } from './manager/cryptography.js';
import { descriptorOf, originOf } from './manager/descriptor.js';
import { followPage } from './manager/lifecycle.js';
import { followRelays } from './manager/relays.js';
import { claimSlot, freshSlot } from './manager/slots.js';
import { indexedDbStorage, memoryStorage } from './manager/storage.js';
import { CHORD, VERSION, chord } from './overlay.js';
import { platformOf, type Platform } from './platform.js';
import type { CoreOptions } from './routing/core.js';
import { Engine } from './routing/engine.js';

const TIMEOUT = 10_000;
const DESIRED_LINKS = 8;
const MAX_LINKS = 48;

/** How a dial fails when nobody is there. */
const SILENT: readonly ErrorCode[] = ['closed', 'connect-failed', 'timeout', 'cancelled'];

/** See {@link Join}. */
export async function join(url: string | URL, options: JoinOptions = {}): Promise<Peer> {
  const platform = platformOf(options);
  const limit = AbortSignal.timeout(options.timeout ?? TIMEOUT);
  const signal = AbortSignal.any([options.signal ?? limit, limit]);
  try {
    return await start(platform, new URL(url), options, signal);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error === limit.reason
      ? new GossamerError('timeout', String(url), { cause: error })
      : error;
  }
}

async function start(
  platform: Platform,
  url: URL,
  options: JoinOptions,
  signal: AbortSignal,
): Promise<Peer> {
  signal.throwIfAborted();
  const lasting = (options.storage ?? defaultStorage()) === 'indexeddb';
  const storage = lasting ? await indexedDbStorage() : memoryStorage();
  const origin = originOf(url);
  const descriptor = options.descriptor ?? (await descriptorOf(platform, storage, origin, signal));
  if (descriptor.version === CHORD) {
    return (await chord()).join(url, { ...options, signal });
  }
  demand(descriptor.version === VERSION, 'unknown-version', 'descriptor');
  const network = options.network ?? descriptor.network;
  demand(network === descriptor.network, 'wrong-network', `${origin} is of ${descriptor.network}`);
  platform.direct = new Map(descriptor.masters.map(({ url, direct }) => [url, direct]));
  const masters = descriptor.masters.map((master) => master.url);
  if (url.protocol.startsWith('ws') && !masters.includes(url.href)) {
    masters.unshift(url.href);
  }
  const slot = await (lasting ? claimSlot(storage) : freshSlot());
  try {
    await sweep(slot.number);
    signal.throwIfAborted();
    const cryptography = await Cryptography.of(slot.keys);
    const page = (globalThis.location ?? url).href.split('#')[0] ?? '';
    const blocks = new Blocks();
    const host = new Host(platform, cryptography, blocks);
    const core = coreOptions(platform, options, network, cryptography);
    const left = () => {
      unfollow();
      forget();
      slot.release();
    };
    const home = { page, masters, descriptor, slot: slot.number, left };
    const peer = new ApplicationLayer(new Engine(host, core, page), home, blocks);
    const unfollow = followPage(host, peer);
    const forget = followRelays(platform, descriptor);
    await firstLink(peer, masters, signal, options.bootstrap);
    return peer as unknown as Peer;
  } catch (error) {
    slot.release();
    throw error;
  }
}

const defaultStorage = () =>
  'indexedDB' in globalThis && globalThis.navigator?.locks ? 'indexeddb' : 'memory';

function coreOptions(
  platform: Platform,
  options: JoinOptions,
  network: string,
  cryptography: Cryptography,
): CoreOptions {
  const { location, links = DESIRED_LINKS, maxLinks = MAX_LINKS } = options;
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
  return {
    network,
    signingKey: toCore(cryptography.signingKey),
    sealingKey: toCore(cryptography.sealingKey),
    secret: toCore(crypto.getRandomValues(new Uint8Array(32))),
    located: !!location,
    latitude: Math.round(100 * (location?.latitude ?? 0)),
    longitude: Math.round(100 * (location?.longitude ?? 0)),
    maxLinks,
    links: platform.webrtc ? links : 0,
    webrtc: platform.webrtc,
    seed,
  };
}

/** Resolves with the first link; rejects when every master has failed once, or the other way in. */
async function firstLink(
  peer: ApplicationLayer,
  masters: string[],
  signal: AbortSignal,
  bootstrap: JoinOptions['bootstrap'],
): Promise<void> {
  const failed = new Map<string, GossamerError>();
  const watch = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => {
      const each = { signal: watch.signal };
      peer.addEventListener('change', () => peer.neighbours.length && resolve(), each);
      peer.addEventListener(
        'masterfailed',
        (event) => {
          const { address, error } = event as Event & { address: string; error: GossamerError };
          failed.set(address, error);
          if (!bootstrap && masters.every((master) => failed.has(master))) {
            const telling = [...failed.values()].find(({ code }) => !SILENT.includes(code));
            reject(telling ?? new GossamerError('unreachable', masters.join(', ')));
          }
        },
        each,
      );
      signal.addEventListener('abort', () => reject(signal.reason), each);
      peer.attach();
      bootstrap?.(peer as unknown as Peer).catch(reject);
    });
  } catch (error) {
    await peer.leave();
    throw error;
  } finally {
    watch.abort();
  }
}
