import { createHash } from 'node:crypto';
import { copyOf, textOf, toCore, type Signed } from '../../ts/bytes.js';
import { Failure } from '../../ts/connections/transport.js';
import type { Core, CoreListener, CoreOptions, CorePort } from '../../ts/routing/core.js';

export type CoreClass = new (options: CoreOptions, port: CorePort, listener: CoreListener) => Core;

/** When a crowd begins, milliseconds since 1970. */
export const START = 1_700_000_000_000;

/** The path of a link from peer to peer. */
const DIRECT = 0;

/** One way, milliseconds; less than a step, so that nothing waits long behind what is on its way. */
const LATENCY = 20;

/** Milliseconds between two looks at the deadlines. */
const STEP = 50;

const hash = (text: string): Signed =>
  toCore(new Uint8Array(createHash('sha256').update(text).digest()));

/** Does nothing where nothing else is said. */
const lenient = <T extends object>(own: Partial<T>): T =>
  new Proxy(own as T, { get: (_, name) => Reflect.get(own, name) ?? (() => undefined) });

/** One core, what it told, and the other ends of its links by their numbers. */
export class Member {
  /** What was answered, by ticket. */
  readonly done = new Map<number, unknown>();
  readonly failed: string[] = [];
  /** Who sent a message. */
  readonly senders: string[] = [];
  readonly links = new Map<number, { member: Member; link: number }>();
  readonly core: Core;

  constructor(crowd: Crowd, CoreOf: CoreClass, name: number) {
    const options: CoreOptions = {
      network: 'test',
      signingKey: hash(`signing ${name}`),
      sealingKey: hash(`sealing ${name}`),
      secret: hash(`secret ${name}`),
      located: false,
      latitude: 0,
      longitude: 0,
      maxLinks: 48,
      links: 4,
      webrtc: true,
      seed: name + 1,
    };
    const listener: Partial<CoreListener> = {
      done: (ticket, value) => this.done.set(ticket, value),
      failed: (_, code, reason) => this.failed.push(`${code} ${reason}`),
      message: (sender) => this.senders.push(sender),
    };
    this.core = new CoreOf(options, crowd.port(this), lenient(listener));
  }
}

/** Cores in one process whose links are in memory, with a clock of their own; keys and seals are stand-ins. */
export class Crowd {
  readonly members: Member[] = [];
  readonly #all: Member[] = [];
  #now = START;
  #adopted = 1;
  readonly #due: { at: number; run: () => void }[] = [];
  readonly #CoreOf: CoreClass;

  constructor(CoreOf: CoreClass) {
    this.#CoreOf = CoreOf;
  }

  /** Adds a peer, linked to one that is there already, as by an invitation. */
  add(by?: Member): Member {
    const member = new Member(this, this.#CoreOf, this.#all.length);
    this.#all.push(member);
    this.members.push(member);
    member.core.tick();
    if (by) {
      member.core.join([]);
      this.#adopted += 2;
      this.#connect(member, this.#adopted, by, this.#adopted);
    }
    return member;
  }

  /** Lets time pass. */
  run(millis: number): void {
    for (const end = this.#now + millis; this.#now < end; this.#now += STEP) {
      for (let next = this.#due[0]; next && next.at <= this.#now; next = this.#due[0]) {
        this.#due.shift();
        next.run();
      }
      for (const { core } of this.members) {
        if (core.deadline() <= this.#now) core.tick();
      }
    }
  }

  /** A member is gone without a word; the others see their transports close. */
  kill(member: Member): void {
    this.members.splice(this.members.indexOf(member), 1);
    for (const { member: other, link } of member.links.values()) {
      other.links.delete(link);
      this.#later(() => other.core.linkClosed(link, Failure.closed));
    }
    // What is on its way to it gets no answer.
    member.links.clear();
  }

  #later(run: () => void, after = LATENCY): void {
    this.#due.push({ at: this.#now + after, run });
  }

  #connect(a: Member, linkA: number, b: Member, linkB: number): void {
    a.links.set(linkA, { member: b, link: linkB });
    b.links.set(linkB, { member: a, link: linkA });
    const ends = [new Int8Array(64).fill(linkA), new Int8Array(64).fill(-linkB)] as const;
    a.core.linkOpened(linkA, ends[0].slice(), ends[1].slice(), DIRECT);
    b.core.linkOpened(linkB, ends[1].slice(), ends[0].slice(), DIRECT);
  }

  /** The host of a member. What the core asks for is answered at once, or after the way there. */
  port(member: Member): CorePort {
    const here = (run: (core: Core) => void) => this.#later(() => run(member.core), 0);
    const describe = (link: number, words: (string | number)[]) =>
      here((core) => core.descriptionMade(link, toCore(copyOf(words.join(' ')))));
    const port: Partial<CorePort> = {
      now: () => this.#now,
      offer: (link) => describe(link, [this.#all.indexOf(member), link]),
      answer: (link, offer) => describe(link, [textOf(offer), this.#all.indexOf(member), link]),
      acceptAnswer: (link, answer) => {
        const [, , other = 0, its = 0] = textOf(answer).split(' ').map(Number);
        this.#later(() => this.#connect(member, link, this.#all[other] as Member, its));
      },
      closeLink: (link) => {
        const end = member.links.get(link);
        member.links.delete(link);
        here((core) => core.linkClosed(link, 0));
        if (end?.member.links.delete(end.link)) {
          this.#later(() => end.member.core.linkClosed(end.link, Failure.closed));
        }
      },
      send: (link, frame) => {
        const end = member.links.get(link);
        const copy = frame.slice();
        if (end) this.#later(() => end.member.core.frameReceived(end.link, copy));
      },
      sign: (ticket) => here((core) => core.signed(ticket, new Int8Array(64))),
      verify: (ticket) => here((core) => core.verified(ticket, true)),
      seal: (ticket, _receiver, text) => {
        const copy = new Int8Array([...new Int8Array(48), ...text]);
        here((core) => core.sealed(ticket, copy));
      },
      unseal: (ticket, body) => {
        const copy = body.slice(48);
        here((core) => core.unsealed(ticket, copy));
      },
    };
    return lenient(port);
  }
}
