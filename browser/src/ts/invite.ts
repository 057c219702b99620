/**
 * Invitations: a peer lets another one in without any master. Two codes have to be carried, by hand, by a QR code, by
 * another tab or a chat: the invitation to the newcomer, and its reply back.
 *
 * ```js
 * const invitation = await invite(peer);           // show invitation.code
 * await invitation.accept(reply);                  // what the newcomer showed
 *
 * const peer = await joinInvited(url, code, (reply) => show(reply));
 * ```
 *
 * @packageDocumentation
 */
import type { Abortable, Descriptor, JoinOptions, Peer } from './api.js';
import { fromCode, toCode } from './codes.js';
import { attempt, demand } from './attempt.js';
import { join } from './join.js';

/** How long candidates are gathered: those that came by then are in the code. */
const GATHERING = 2_000;

/** How long the other end may take to be carried the reply: platforms give up checks before that. */
const CARRYING = 60_000;

const CONNECTING = 15_000;

/** Options of {@link invite}: what `join` was given. */
export type InviteOptions = Pick<JoinOptions, 'rtcConfig' | 'RTCPeerConnection'>;

/** One invitation, for one newcomer. */
export interface Invitation {
  /** For the newcomer, as text without spaces: some 1,500 characters. */
  readonly code: string;
  /**
   * Takes the newcomer's reply; resolves when the link is up. Rejects with `malformed`, `unknown-version` or
   * `connect-failed`; the invitation is used up then.
   */
  accept(reply: string, options?: Abortable): Promise<void>;
  /** Takes it back. */
  cancel(): void;
}

interface Offer {
  sdp: string;
  descriptor: Descriptor;
}

interface Reply {
  sdp: string;
  id: string;
}

function connection({ RTCPeerConnection, rtcConfig }: InviteOptions): RTCPeerConnection {
  const Connection = RTCPeerConnection ?? globalThis.RTCPeerConnection;
  demand(Connection, 'no-webrtc');
  return new Connection(rtcConfig);
}

/** Sets what a code said of the other end. */
function remote(pc: RTCPeerConnection, type: 'offer' | 'answer', sdp: string): Promise<void> {
  return attempt('malformed', type, () => pc.setRemoteDescription({ type, sdp }));
}

/** The local description with its candidates. */
async function described(pc: RTCPeerConnection): Promise<string> {
  await pc.setLocalDescription();
  await new Promise<void>((resolve) => {
    const look = () => pc.iceGatheringState === 'complete' && resolve();
    pc.addEventListener('icegatheringstatechange', look);
    setTimeout(resolve, GATHERING);
    look();
  });
  return pc.localDescription?.sdp ?? '';
}

/** Invites one newcomer. The peer's credentials for relays do not travel. */
export async function invite(peer: Peer, options: InviteOptions = {}): Promise<Invitation> {
  const pc = connection(options);
  pc.createDataChannel('', { negotiated: true, id: 2 });
  const descriptor = { ...peer.descriptor, iceServers: [] };
  const code = await toCode('i1', { sdp: await described(pc), descriptor } satisfies Offer);
  return {
    code,
    cancel: () => pc.close(),
    async accept(reply, { signal } = {}) {
      try {
        const { sdp, id } = await fromCode<Reply>('r1', reply);
        // Before the newcomer can say anything.
        peer.adopt(pc);
        await remote(pc, 'answer', sdp);
        await linked(peer, id, signal);
      } catch (error) {
        pc.close();
        throw error;
      }
    },
  };
}

/** Resolves when the peer is linked to this one. */
function linked(peer: Peer, id: string, signal?: AbortSignal): Promise<void> {
  const limit = AbortSignal.timeout(CONNECTING);
  const ended = AbortSignal.any([signal ?? limit, limit]);
  const watch = new AbortController();
  const links = new Promise<void>((resolve, reject) => {
    const look = () => peer.neighbours.some((neighbour) => neighbour.id === id) && resolve();
    peer.addEventListener('change', look, { signal: watch.signal });
    ended.addEventListener('abort', () => reject(ended.reason), { signal: watch.signal });
    look();
  });
  return links
    .catch((cause) => {
      signal?.throwIfAborted();
      demand(false, 'connect-failed', id);
      throw cause;
    })
    .finally(() => watch.abort());
}

/**
 * Joins by an invitation instead of by a master; masters that live are used beside it.
 *
 * @param url as for `join`: whose network it is, and where links lead
 * @param reply told the code that has to come to whoever invites, within seconds
 */
export function joinInvited(
  url: string | URL,
  code: string,
  reply: (code: string) => unknown,
  options: JoinOptions = {},
): Promise<Peer> {
  return fromCode<Partial<Offer>>('i1', code).then(({ sdp = '', descriptor }) => {
    demand(isDescriptor(descriptor), 'malformed', 'descriptor');
    return join(url, {
      timeout: CARRYING,
      ...options,
      descriptor,
      bootstrap: (peer) => answer(peer, sdp, reply, options),
    });
  });
}

function isDescriptor(what: Partial<Descriptor> | undefined): what is Descriptor {
  const { network, masters, iceServers } = what ?? {};
  return (
    typeof network === 'string' &&
    [masters, iceServers].every((list) => Array.isArray(list)) &&
    masters?.every((master) => typeof master?.url === 'string') === true
  );
}

async function answer(
  peer: Peer,
  sdp: string,
  reply: (code: string) => unknown,
  options: JoinOptions,
): Promise<void> {
  const pc = connection(options);
  try {
    await remote(pc, 'offer', sdp);
    peer.adopt(pc, CARRYING);
    const own = await described(pc);
    await reply(await toCode('r1', { sdp: own, id: peer.id } satisfies Reply));
  } catch (error) {
    pc.close();
    throw error;
  }
}
