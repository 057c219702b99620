import type { Descriptor } from '../api.js';
import type { Platform } from '../platform.js';
import { download, originOf } from './descriptor.js';

/** Masters that are asked at a time, and of how many the relays are used: those that answer first are the nearest. */
const ASKED = 4;
const USED = 2;

const RETRY = 60_000;

/**
 * Keeps the ICE servers of the nearest masters in a platform: asks again when half of the time of their
 * credentials is over. Returns what ends that.
 */
export function followRelays(platform: Platform, known: Descriptor): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = new AbortController();
  const use = (servers?: RTCIceServer[]) => (platform.iceServers = servers ?? []);
  const renew = async () => {
    const found: Descriptor[] = [];
    const asked = known.masters.slice(0, ASKED);
    await Promise.allSettled(
      asked.map(async ({ url }) => {
        const own = await download(platform, originOf(new URL(url)), stop.signal);
        if (own.network === known.network && found.push(own) <= USED) {
          use(found.flatMap(({ iceServers }) => iceServers ?? []));
        }
      }),
    );
    known = found[0] ?? known;
    const enough = found.length >= Math.min(USED, asked.length);
    // The names of time-limited credentials begin with the second of their end.
    const ends = platform.iceServers.map(({ username = '' }) => parseInt(username) || Infinity);
    const half = (Math.min(...ends) * 1_000 - Date.now()) / 2;
    const wait = enough ? Math.min(Math.max(half, RETRY), 60 * RETRY) : RETRY;
    if (!stop.signal.aborted) {
      timer = setTimeout(renew, wait);
    }
  };
  use(known.iceServers);
  void renew();
  return () => {
    stop.abort();
    clearTimeout(timer);
  };
}
