package gossamer.simulator.swarm;

import gossamer.peer.Peer;
import gossamer.peer.PeerConfig;
import gossamer.peer.host.Command;
import gossamer.peer.host.Input;
import gossamer.peer.host.Output;
import gossamer.peer.host.Rung;
import gossamer.peer.id.Id;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import gossamer.simulator.Cryptography;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A production peer and the host around it. */
public final class Node {
  /** Ticks of one peer at one instant; more is a peer that never lets time pass. */
  private static final int TICKS = 1_000;

  final Swarm swarm;
  final int index;
  final boolean master;
  final Peer peer;
  final IntTable<Object> links = new IntTable<>();
  byte city;
  byte access;
  byte group;
  Nat nat = Nat.OPEN;
  boolean alive = true;
  Lies lies = Lies.NONE;

  /** Its neighbours, as it told them last; shared by those that were told. */
  @Nullable List<Id> told;

  /** Where it stands in the list of those alive. */
  int place;

  private final Cryptography.Identity identity;
  private int accepted = -1;
  private int tickAt = Integer.MAX_VALUE;
  private int tickedAt = -1;
  private int ticks;

  Node(Swarm swarm, int index, @Nullable String address) {
    this.swarm = swarm;
    this.index = index;
    this.master = address != null;
    identity = swarm.cryptography().identity(swarm.random());
    byte[] secret = new byte[32];
    for (int i = 0; i < secret.length; i += Long.BYTES) {
      Mixing.write(secret, i, Mixing.mix(swarm.seed() + 31L * index + i));
    }
    PeerConfig config =
        new PeerConfig(
            "swarm",
            master ? PeerKind.MASTER : PeerKind.BROWSER,
            identity.signingKey(),
            identity.sealingKey(),
            secret,
            address == null ? List.of() : List.of(address),
            null,
            master ? PeerConfig.MASTER_LINKS : swarm.habits().maxLinks(),
            master ? 0 : swarm.habits().desiredLinks(),
            !master,
            swarm.habits().topology());
    peer = new Peer(config, swarm.seed() + 7L * index, swarm.nowMillis());
    peer.share(swarm.commons());
    peer.pace(swarm.habits().pace());
    swarm.internet().settle(this);
  }

  void start() {
    drain(null);
  }

  /** The peer itself, to look at. */
  public Peer peer() {
    return peer;
  }

  byte[] signingKey() {
    return identity.signingKey();
  }

  /** Its id. */
  public Id id() {
    return peer.id();
  }

  /** Whether it runs. */
  public boolean alive() {
    return alive;
  }

  /** What it does wrong. */
  public Lies lies() {
    return lies;
  }

  /** Whether it is a master. */
  public boolean master() {
    return master;
  }

  /** A command of its application. */
  public void tell(Command command) {
    input(new Input.Do(command));
  }

  /** One end of a link that needs no Hellos. */
  End vouched(PeerRecord record, Node other) {
    End end = new End(this, accept());
    links.put(end.link, end);
    peer.vouched(end.link, record, told(other), told(this));
    return end;
  }

  private static List<Id> told(Node node) {
    return node.told == null ? List.of() : node.told;
  }

  /** Looks when the peer wants to be asked next. */
  void wake() {
    drain(null);
  }

  /** A number for a transport that was accepted: odd. */
  int accept() {
    accepted += 2;
    return accepted;
  }

  void input(Input input) {
    if (alive) {
      if (input instanceof Input.LinkClosed closed) {
        links.remove(closed.link());
      }
      drain(input);
    }
  }

  // The law of the core: after every input all outputs are drained.
  private void drain(@Nullable Input first) {
    Input input = first;
    do {
      if (input != null) {
        peer.handle(input, swarm.nowMillis());
      }
      for (Output output = peer.poll(); output != null; output = peer.poll()) {
        // Nearly all are frames; the long switch is slower.
        if (output instanceof Output.Send send) {
          send(send);
        } else {
          handle(output);
        }
      }
      input = swarm.answers().poll();
    } while (input != null);
    schedule();
  }

  private void send(Output.Send send) {
    if (links.get(send.link()) instanceof End end) {
      swarm.send(end, send.frame());
    }
  }

  private void handle(Output output) {
    switch (output) {
      case Output.Send o -> send(o);
      case Output.Emit o -> swarm.told(this, o.event());
      case Output.Dial o -> swarm.setup().dial(this, o);
      case Output.CloseLink o -> close(o.link());
      case Output.Offer o when o.rung() != Rung.ICE ->
          answer(new Input.LinkClosed(o.link(), ErrorCode.CONNECT_FAILED));
      case Output.Offer o -> swarm.setup().offer(this, o);
      case Output.Decipher o -> {}
      case Output.Credit o -> {}
      case Output.Answer o -> swarm.setup().answer(this, o);
      case Output.AcceptAnswer o -> swarm.setup().accept(this, o);
      case Output.AddCandidates o -> {}
      case Output.Sign o -> answer(new Input.Signed(o.ticket(), identity.sign(o.message())));
      case Output.Verify o ->
          answer(
              new Input.Verified(
                  o.ticket(), swarm.cryptography().verify(o.key(), o.message(), o.signature())));
      case Output.Seal o ->
          answer(
              new Input.Sealed(
                  o.ticket(), swarm.cryptography().seal(o.receiver(), o.plaintext(), o.context())));
      case Output.Unseal o ->
          answer(new Input.Unsealed(o.ticket(), identity.unseal(o.body(), o.context())));
      case Output.SendBlock o -> throw new IllegalStateException("no content in a swarm");
      case Output.KeepBlock o -> throw new IllegalStateException("no content in a swarm");
      case Output.DropBlock o -> throw new IllegalStateException("no content in a swarm");
    }
  }

  private void answer(Input input) {
    swarm.answers().add(input);
  }

  private void close(int link) {
    Object gone = links.remove(link);
    if (gone instanceof End end) {
      swarm.close(end);
    } else if (gone instanceof Setup.Attempt attempt) {
      attempt.ended = true;
    }
  }

  private void schedule() {
    long deadline = peer.deadlineMillis() - Swarm.START;
    if (deadline >= tickAt || deadline >= Integer.MAX_VALUE) {
      return;
    }
    tickAt = Math.max((int) deadline, swarm.now());
    swarm.timeline().at(tickAt, new Tick(this));
  }

  private static final class Tick extends Moment {
    private final Node node;

    Tick(Node node) {
      this.node = node;
    }

    @Override
    void happen() {
      node.tick(time);
    }
  }

  private void tick(int at) {
    if (tickAt != at || !alive) {
      return;
    }
    tickAt = Integer.MAX_VALUE;
    ticks = tickedAt == at ? ticks + 1 : 0;
    tickedAt = at;
    if (ticks > TICKS) {
      throw new IllegalStateException("peer " + index + " asks for ticks at one instant for ever");
    }
    if (peer.deadlineMillis() <= swarm.nowMillis()) {
      drain(new Input.Tick());
    } else {
      schedule();
    }
  }
}
