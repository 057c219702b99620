package gossamer.peer;

import gossamer.peer.host.Input;
import gossamer.peer.host.Output;
import gossamer.peer.host.Path;
import gossamer.peer.id.Id;
import gossamer.peer.id.Ids;
import gossamer.peer.link.Link;
import gossamer.peer.overlay.Contact;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.Sharing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A peer of the network: a pure state machine. Its law: one thread; after every {@link #handle}
 * drain {@link #poll} to null; when {@link #deadlineMillis} comes, handle a {@link Input.Tick}. It
 * has no socket, clock, thread or randomness of its own.
 */
public final class Peer {
  /** A pause in the inputs from which on the peer takes it that it slept: milliseconds. */
  private static final long SLEPT = 2_500;

  /** The slowest pace: links are then still looked at before the peer takes it that it slept. */
  public static final int SLOWEST = 8;

  private final Parts parts;
  private final Commands commands;
  private long handledAt;

  /**
   * A peer at the start; its record is signed at once (drain the outputs).
   *
   * @param seed spreads load and breaks ties; the same seed and inputs give the same outputs
   * @param nowMillis milliseconds since 1970
   */
  public Peer(PeerConfig config, long seed, long nowMillis) {
    parts = new Parts(config, seed, nowMillis);
    commands = new Commands(parts);
    handledAt = nowMillis;
    parts.renew();
  }

  /**
   * Takes in one thing that happened at {@code nowMillis}; a time before the last one counts as the
   * last one.
   */
  public void handle(Input input, long nowMillis) {
    parts.self.advance(nowMillis);
    if (nowMillis - handledAt >= SLEPT && !parts.links.ready().isEmpty()) {
      parts.woken();
    }
    handledAt = Math.max(handledAt, nowMillis);
    dispatch(input);
    parts.settle();
    if (parts.due()) {
      parts.tick();
      parts.settle();
    }
  }

  /** Has what this peer comes to know shared with other peers of the same host. */
  public void share(Sharing sharing) {
    parts.self.share(sharing);
  }

  /**
   * Has this peer ask its neighbours for signs of life so many times less often, find out so much
   * later that one is dead, and look for contacts more rarely: for simulations of many hours.
   *
   * @param times 1 to {@link #SLOWEST}
   */
  public void pace(int times) {
    if (times < 1 || times > SLOWEST) {
      throw new IllegalArgumentException("a pace is 1 to " + SLOWEST + ", not " + times);
    }
    parts.self.pace(times);
  }

  /**
   * Takes over a link whose two ends the host made and vouches for, without Hellos: simulations
   * begin with full tables. Drain the outputs as after an input.
   *
   * @param number odd, as of a link that was accepted
   * @param theirs the neighbours of the peer at the other end
   * @param own this peer's neighbours, as the other end was told
   */
  public void vouched(int number, PeerRecord peer, List<Id> theirs, List<Id> own) {
    parts.add(Link.vouched(number, peer, theirs, own));
  }

  private void dispatch(Input input) {
    switch (input) {
      case Input.LinkOpened i -> parts.links.opened(i);
      case Input.LinkClosed i -> parts.links.closed(i.link(), i.reason());
      case Input.PathChanged i -> parts.pathChanged(i);
      case Input.FrameReceived i -> parts.links.frame(i.link(), i.frame());
      case Input.Enciphered i -> parts.links.circuits().enciphered(i.link(), i.bytes());
      case Input.NetworkChanged i -> parts.networkChanged();
      case Input.BulkReceived i -> parts.bulk(i);
      case Input.BlockSent i -> parts.content.blockSent(i);
      case Input.BlockStored i -> parts.content.blockStored(i, parts.self.now());
      case Input.DescriptionMade i -> parts.signalling.described(i.link(), i.description());
      case Input.CandidateFound i -> parts.signalling.candidate(i.link(), i.candidate());
      case Input.Signed i -> parts.self.services().answer(i.ticket(), i.signature());
      case Input.Verified i -> parts.self.services().answer(i.ticket(), i.valid());
      case Input.Sealed i -> parts.self.services().answer(i.ticket(), i.body());
      case Input.Unsealed i -> parts.self.services().answer(i.ticket(), i.body());
      case Input.Do i -> commands.handle(i.command());
      case Input.Tick i -> {}
    }
  }

  /** The next output, or null when all are drained. */
  public @Nullable Output poll() {
    Output output = parts.self.outbox().poll();
    while (output instanceof Output.Emit emit && !commands.admits(emit.event())) {
      output = parts.self.outbox().poll();
    }
    return output;
  }

  /** When the peer next wants a Tick, in milliseconds since 1970. */
  public long deadlineMillis() {
    return parts.deadline();
  }

  /** This peer's id. */
  public Id id() {
    return parts.self.id();
  }

  /** This peer's signed record, or null until the host has signed the first one. */
  public @Nullable PeerRecord record() {
    return parts.self.record();
  }

  /** Records of the peers with an authenticated link, in the order of their links' opening. */
  public List<PeerRecord> neighbours() {
    List<PeerRecord> records = new ArrayList<>();
    for (Link link : parts.links.ready()) {
      records.add(link.peer());
    }
    return records;
  }

  /** Neighbours of a neighbour, as it told them; empty for peers that are not linked. */
  public List<Id> neighboursOf(Id neighbour) {
    Link link = parts.links.to(neighbour);
    return link == null ? Ids.none() : link.neighbours();
  }

  /** Verified contacts in the k-buckets. */
  public List<PeerRecord> contacts() {
    List<PeerRecord> records = new ArrayList<>();
    for (Contact contact : parts.overlay.buckets().all()) {
      records.add(contact.record());
    }
    return records;
  }

  /**
   * Key-based routing: the known peers closest to this peer's own id, at most {@code count},
   * closest first.
   */
  public List<PeerRecord> neighbourSet(int count) {
    return parts.overlay.closest(id(), count);
  }

  /**
   * Key-based routing: the known peers, this one among them, closest to the key, at most {@code
   * count}.
   */
  public List<PeerRecord> replicaSet(Id key, int count) {
    return parts.records.replicaSet(key, count);
  }

  /** Bytes that this peer passed on for others on their circuits. */
  public long bytesRelayed() {
    return parts.links.circuits().relayed();
  }

  /**
   * How many links by this path the linked peers reported last, without those to masters; a link
   * counts twice when both of its ends report it here.
   */
  public int reportedLinks(Path path) {
    int links = 0;
    for (Link link : parts.links.ready()) {
      links += link.reported(path);
    }
    return links;
  }

  /** On a ring, the peers that follow this one clockwise, the first eight of them at most. */
  public List<PeerRecord> successors() {
    return parts.overlay.successors();
  }

  /** On a ring, the peer before this one; null when none is known. */
  public @Nullable PeerRecord predecessor() {
    return parts.overlay.predecessor();
  }

  /**
   * How often this code was counted since the start: refused frames, failed seals, lost links, full
   * tables …
   */
  public int count(ErrorCode code) {
    return parts.self.counters().of(code);
  }
}
