import { concat, copyOf, textOf, type Bytes, type Signed } from '../bytes.js';
import { Failure, HIGH_WATER, OVERFLOW, PATHS, messageBytes, room } from './transport.js';
import type { Transport, TransportEvents } from './transport.js';

const CONNECT_TIMEOUT = 15_000;
const CLOSE_TIMEOUT = 2_000;
const LINGER = 100;
const AGAIN = 3_000;
const LOW_WATER = 1 << 18;
const CANDIDATE = 512;
const CANDIDATES = 64;

interface Stat {
  type: string;
  selected?: boolean;
  selectedCandidatePairId?: string;
  localCandidateId?: string;
  remoteCandidateId?: string;
  candidateType?: string;
  address?: string;
  port?: number;
}

type Stats = Map<string | undefined, Stat>;

/** The SHA-256 fingerprint of a description, as bytes. */
function fingerprint(description: RTCSessionDescription | null): Bytes {
  const sdp = description?.sdp ?? '';
  const hex = /^a=fingerprint:sha-256 ([\dA-F:]{95})\s*$/im.exec(sdp)?.[1] ?? '';
  return Uint8Array.from(hex ? hex.split(':') : [], (byte) => parseInt(byte, 16));
}

/** A link over one RTCPeerConnection with two data channels: control frames and blocks. */
export class WebRtcTransport implements Transport {
  readonly #pc: RTCPeerConnection;
  readonly #control: RTCDataChannel;
  readonly #bulk: RTCDataChannel;
  readonly #events: TransportEvents;
  readonly #platform;
  readonly #ready: Promise<void>;
  // Until the link has to be open, then until its path is looked at again.
  #timer: ReturnType<typeof setTimeout>;
  #candidates: RTCIceCandidateInit[] | null = [];
  #sending: Promise<unknown> = Promise.resolve();
  #path = 0;
  #open = false;
  #over = false;

  /** @param platform gives what a restart of ICE uses */
  constructor(
    pc: RTCPeerConnection,
    events: TransportEvents,
    platform?: { configuration(): RTCConfiguration },
    timeout = CONNECT_TIMEOUT,
  ) {
    this.#pc = pc;
    this.#platform = platform;
    this.#events = events;
    this.#timer = setTimeout(() => this.#end(Failure.connectFailed), timeout);
    this.#control = this.#channel('gossamer', 0, async (frame) => {
      await this.#ready;
      events.frame(frame);
    });
    // Not when both are open: the other side's Hello may be here before the second one is, and even the first.
    this.#ready = new Promise((resume) => (this.#control.onopen = resume)).then(() =>
      this.#opened(),
    );
    this.#bulk = this.#channel('bulk', 1, (message) => events.block(message));
    pc.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate) {
        const bytes = copyOf(JSON.stringify(candidate));
        if (bytes.length <= CANDIDATE && !this.#over) {
          events.candidate(bytes);
        }
      }
    };
    pc.onconnectionstatechange = () => {
      const { connectionState } = pc;
      if (connectionState === 'closed' || (connectionState === 'failed' && !this.#open)) {
        this.#end(this.#open ? Failure.closed : Failure.connectFailed);
      } else if (connectionState === 'connected' && this.#open) {
        void this.#measurePath();
      }
    };
  }

  #channel(label: string, id: number, deliver: (message: Bytes) => void): RTCDataChannel {
    const channel = this.#pc.createDataChannel(label, { negotiated: true, id });
    channel.binaryType = 'arraybuffer';
    channel.bufferedAmountLowThreshold = LOW_WATER;
    channel.onclose = () => this.#end(Failure.closed);
    channel.onmessage = ({ data }) => {
      const message = messageBytes(data);
      if (message && !this.#over) {
        deliver(message);
      }
    };
    return channel;
  }

  async #opened(): Promise<void> {
    const pc = this.#pc;
    // A channel may open before the connection's own attributes are brought up to date.
    while (pc.signalingState !== 'stable') {
      await new Promise((resume) => (pc.onsignalingstatechange = resume));
    }
    if (this.#over) {
      return;
    }
    this.#open = true;
    clearTimeout(this.#timer);
    const own = fingerprint(pc.localDescription);
    const other = fingerprint(pc.remoteDescription);
    this.#events.opened(concat(own, other), concat(other, own), this.#path);
    const ice = pc.sctp?.transport?.iceTransport;
    if (ice) {
      ice.onselectedcandidatepairchange = () => this.#measurePath();
    }
    this.#measurePath();
  }

  /** TURN when either side of the selected pair is a relay. */
  async #measurePath(): Promise<void> {
    const pc = this.#pc;
    // A connection that was closed meanwhile has no statistics.
    const stats = (await pc.getStats().catch(() => null)) as Stats | null;
    if (stats && !this.#over) {
      const all = [...stats.values()];
      const chosen = all.find((s) => s.type === 'transport')?.selectedCandidatePairId;
      const pair = stats.get(chosen) ?? all.find((s) => s.type === 'candidate-pair' && s.selected);
      const remote = stats.get(pair?.remoteCandidateId);
      // A relay whose check came before its candidate is peer reflexive, and stays that.
      const relayed =
        [stats.get(pair?.localCandidateId), remote].some((c) => c?.candidateType === 'relay') ||
        pc.remoteDescription?.sdp.includes(` ${remote?.address} ${remote?.port} typ relay`);
      const path = PATHS.indexOf(relayed ? 'turn' : 'direct');
      // While Firefox restarts ICE it has no pair; the path that it had stands until it has another.
      if (pair && path !== this.#path) {
        this.#path = path;
        this.#events.path(path);
      }
      clearTimeout(this.#timer);
      if (this.#path) {
        // Firefox does not tell that it has found a better pair.
        this.#timer = setTimeout(() => this.#measurePath(), AGAIN);
      }
    }
  }

  #end(error: number): void {
    if (!this.#over) {
      this.#over = true;
      clearTimeout(this.#timer);
      this.#pc.close();
      this.#events.closed(error);
    }
  }

  /** Makes the offer, or the answer to an offer, a restart of ICE once it is open; where the answer is known nothing has to be signalled. */
  async describe(offer?: BufferSource, answer?: BufferSource): Promise<void> {
    const pc = this.#pc;
    if (this.#open) {
      this.#renew();
    }
    try {
      if (offer) {
        await this.#remote('offer', offer);
      } else if (this.#open) {
        pc.restartIce();
      }
      await pc.setLocalDescription();
      if (answer) {
        await this.#remote('answer', answer);
      } else if (!this.#over) {
        this.#events.described(copyOf(pc.localDescription?.sdp ?? ''));
      }
    } catch {
      this.#end(Failure.connectFailed);
    }
  }

  /** The relays that it began with may be dead by now, or their credentials at an end. */
  #renew(): void {
    try {
      this.#pc.setConfiguration(this.#platform?.configuration());
    } catch {
      return; // The platform refuses others: it goes on with those that it has.
    }
  }

  /** Takes the answer to the own offer. */
  async accept(answer: BufferSource): Promise<void> {
    try {
      await this.#remote('answer', answer);
    } catch {
      this.#end(Failure.connectFailed);
    }
  }

  async #remote(type: 'offer' | 'answer', sdp: BufferSource): Promise<void> {
    await this.#pc.setRemoteDescription({ type, sdp: textOf(sdp) });
    const early = this.#candidates ?? [];
    this.#candidates = null;
    early.forEach((candidate) => this.#add(candidate));
  }

  /** Takes a candidate of the other side; one that makes no sense is passed over. */
  addCandidate(bytes: BufferSource): void {
    let candidate: RTCIceCandidateInit;
    try {
      candidate = JSON.parse(textOf(bytes)) as RTCIceCandidateInit;
    } catch {
      return;
    }
    if (!this.#candidates) {
      this.#add(candidate);
    } else if (this.#candidates.length < CANDIDATES) {
      this.#candidates.push(candidate);
    }
  }

  #add(candidate: RTCIceCandidateInit): void {
    // A bad candidate is no reason to give up the others; ICE fails by itself when none is good.
    this.#pc.addIceCandidate(candidate).catch(() => {});
  }

  get waiting(): number {
    return this.#control.bufferedAmount;
  }

  send(frame: Bytes): void {
    if (this.waiting > OVERFLOW) {
      this.#end(Failure.limit);
    } else if (this.#control.readyState === 'open') {
      this.#control.send(frame);
    }
  }

  drained(): Promise<void> {
    return room(this.#control, HIGH_WATER);
  }

  sendBlock(header: Signed, block: Promise<Bytes>): Promise<void> {
    const sent = this.#sending.then(async () => {
      const bytes = await block;
      await room(this.#bulk, HIGH_WATER - bytes.length);
      if (this.#bulk.readyState === 'open') {
        this.#bulk.send(concat(header, bytes));
      }
    });
    this.#sending = sent.catch(() => {});
    return sent;
  }

  async close(): Promise<void> {
    if (this.#over) {
      return;
    }
    this.#over = true;
    clearTimeout(this.#timer);
    const end = Date.now() + CLOSE_TIMEOUT;
    if (this.#open) {
      // What left the buffer is still on its way to the network.
      do {
        await new Promise((resume) => setTimeout(resume, LINGER));
      } while (this.#control.readyState === 'open' && this.waiting > 0 && Date.now() < end);
    }
    this.#pc.close();
  }
}
