package gossamer.simulator;

import gossamer.peer.Peer;
import gossamer.peer.PeerConfig;
import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.host.Input;
import gossamer.peer.host.Output;
import gossamer.peer.host.Rung;
import gossamer.peer.id.Id;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.StoredValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** A production peer and the host around it: its transports, timers, keys, disk and application. */
public final class SimulatedHost implements Station {
  /** Ticks of one peer at one instant; more is a peer that never lets time pass. */
  private static final int TICKS = 1_000;

  /** An event and when it came, in milliseconds since the start. */
  public record Logged(int time, Event event) {}

  private final SimulatedNetwork network;
  private final int index;
  private final PeerProfile profile;
  private final Cryptography.Identity identity;
  private final Peer peer;
  private final HostServices services;
  private final Storage storage;
  private final Transports transports;
  private final Application application = new Application();
  private final ArrayDeque<Input> answers = new ArrayDeque<>();
  private final ArrayDeque<Input> held = new ArrayDeque<>();
  private boolean alive = true;
  private boolean frozen;
  private boolean losing;
  private boolean draining;
  private int tickAt = Integer.MAX_VALUE;
  private int tickedAt = -1;
  private int ticks;
  private int remoteCandidates;

  SimulatedHost(SimulatedNetwork network, PeerProfile profile, int index) {
    this.network = network;
    this.profile = profile;
    this.index = index;
    identity = network.cryptography().identity(network.random());
    byte[] secret = new byte[32];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) network.random().nextInt();
    }
    PeerConfig config =
        new PeerConfig(
            profile.network(),
            profile.kind(),
            identity.signingKey(),
            identity.sealingKey(),
            secret,
            profile.addresses(),
            null,
            profile.maxLinks(),
            profile.desiredLinks(),
            profile.addresses().isEmpty(),
            network.topology());
    peer = new Peer(config, network.seed() + 7L * index, network.nowMillis());
    services = new HostServices(network.cryptography(), identity, this::answerService);
    transports = new Transports(network, this);
    storage = new Storage(network, this, application);
  }

  void start() {
    drain();
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public boolean alive() {
    return alive;
  }

  /** The peer itself, to look at. */
  public Peer peer() {
    return peer;
  }

  /** Its id. */
  public Id id() {
    return peer.id();
  }

  /** Its signed record. */
  public PeerRecord record() {
    PeerRecord record = peer.record();
    if (record == null) {
      throw new IllegalStateException("no record yet");
    }
    return record;
  }

  /** Whether it has an authenticated link to the other, as it sees it. */
  public boolean linkedTo(SimulatedHost other) {
    for (PeerRecord neighbour : peer.neighbours()) {
      if (neighbour.id().equals(other.id())) {
        return true;
      }
    }
    return false;
  }

  /** What the application was told, oldest first; the oldest are forgotten in the end. */
  public List<Logged> log() {
    return application.log();
  }

  /** Events of one kind that the application was told. */
  public <T extends Event> List<T> events(Class<T> kind) {
    return application.events(kind);
  }

  /** Hands events to an application, as they come. */
  public void application(Consumer<Event> listener) {
    application.listen(listener);
  }

  /** Candidates of remotes that the core handed over. */
  public int remoteCandidates() {
    return remoteCandidates;
  }

  // What the application asks.

  /** A command with a ticket. */
  public Outcome ask(IntFunction<Command> command) {
    Outcome outcome = application.outcome();
    tell(command.apply(outcome.ticket()));
    return outcome;
  }

  /** A command without a ticket. */
  public void tell(Command command) {
    input(new Input.Do(command));
  }

  /** Joins by the masters with these names. */
  public void join(String... masters) {
    List<String> addresses = new ArrayList<>();
    for (String master : masters) {
      addresses.add(PeerProfile.address(master));
    }
    tell(new Command.Join(addresses));
  }

  /** Connects to a peer of which only the id is known. */
  public Outcome connect(Id to) {
    return ask(ticket -> new Command.Connect(ticket, to, null));
  }

  /** Connects to a peer whose record is at hand. */
  public Outcome connect(PeerRecord to) {
    return ask(ticket -> new Command.Connect(ticket, to.id(), to));
  }

  /** Looks a peer up. */
  public Outcome lookup(Id target) {
    return ask(ticket -> new Command.Lookup(ticket, target));
  }

  /** Sends an acknowledged message. */
  public Outcome message(Id to, byte[] bytes) {
    return ask(ticket -> new Command.SendMessage(ticket, to, bytes));
  }

  /** Stores a value. */
  public Outcome put(StoredValue value) {
    return ask(ticket -> new Command.Put(ticket, value));
  }

  /** Looks values up. */
  public Outcome get(Id key) {
    return ask(ticket -> new Command.Get(ticket, key));
  }

  /** Gives a command up. */
  public void cancel(Outcome outcome) {
    tell(new Command.Cancel(outcome.ticket()));
  }

  /** Shares a file. */
  public Outcome share(SharedFile file) {
    return ask(ticket -> {
      storage.share(ticket, file);
      return new Command.Share(ticket, ticket, file.manifest(), file.leaves());
    });
  }

  /** Fetches content; the disk is ready as soon as the manifest is known. */
  public Download fetch(byte[] content, List<PeerRecord> holders) {
    Download download = application.download();
    tell(new Command.Fetch(download.outcome().ticket(), content, holders));
    return download;
  }

  /** The rate of its uplink in bytes per millisecond; 12,500 at the start. */
  public void uplink(int bytesPerMilli) {
    storage.uplink(bytesPerMilli);
  }

  /** The most blocks that waited to be sent, or to be kept or dropped, at one time. */
  public int mostBlocksWaiting() {
    return Math.max(storage.mostSending(), storage.mostArrived());
  }

  /** Blocks that arrived and wait to be kept or dropped. */
  public int blocksWaiting() {
    return storage.waiting();
  }

  /** Content bytes that left on bulk channels. */
  public long contentBytesSent() {
    return storage.sentBytes();
  }

  // What befalls it.

  /** Its network is another one. */
  public void networkChanged() {
    input(new Input.NetworkChanged());
  }

  /** Its process dies: no goodbye, its links go silent. */
  public void kill() {
    alive = false;
    held.clear();
  }

  /**
   * Its timers stop and it takes nothing in; what arrives is kept for later, or lost. Frozen is
   * what browsers do to hidden tabs.
   */
  public void freeze(boolean lose) {
    frozen = true;
    losing = lose;
  }

  /** It wakes: time jumps, and what was kept comes in. */
  public void unfreeze() {
    frozen = false;
    while (!held.isEmpty()) {
      input(held.remove());
    }
    input(new Input.Tick());
  }

  @Override
  public void input(Input input) {
    if (!alive) {
      return;
    }
    if (frozen) {
      if (!losing || input instanceof Input.LinkClosed) {
        held.add(input);
      }
      return;
    }
    if (input instanceof Input.LinkClosed closed) {
      transports.closed(closed);
    }
    answers.add(input);
    if (!draining) {
      drain();
    }
  }

  void answer(Input input) {
    answers.add(input);
  }

  private void answerService(Input input) {
    if (profile.cryptoDelay() == 0) {
      answers.add(input);
    } else {
      network.agenda().after(profile.cryptoDelay(), () -> input(input));
    }
  }

  void arrived(int link, byte[] header, byte[] block) {
    if (alive && !(frozen && losing)) {
      input(storage.receive(link, header, block));
    }
  }

  void candidates(int count) {
    remoteCandidates += count;
  }

  Transports transports() {
    return transports;
  }

  // The law of the core: after every input all outputs are drained.
  private void drain() {
    draining = true;
    carryOut();
    Input input = answers.poll();
    while (input != null) {
      peer.handle(input, network.nowMillis());
      carryOut();
      input = answers.poll();
    }
    draining = false;
    schedule();
  }

  private void carryOut() {
    Output output = peer.poll();
    while (output != null) {
      handle(output);
      output = peer.poll();
    }
  }

  private void handle(Output output) {
    switch (output) {
      case Output.Emit o -> emit(o.event());
      case Output.Send o -> transports.send(o);
      case Output.Dial o -> transports.dial(o);
      case Output.CloseLink o -> transports.close(o.link());
      case Output.Offer o -> transports.offer(o);
      case Output.Answer o when o.rung() == Rung.CIRCUIT -> transports.tunnel(o);
      case Output.Answer o -> network.webRtc().handle(this, o);
      case Output.AcceptAnswer o -> transports.accept(o);
      case Output.Decipher o -> transports.decipher(o);
      case Output.Credit o -> transports.credit(o);
      case Output.AddCandidates o -> network.webRtc().handle(this, o);
      case Output.SendBlock o ->
          storage.send(o, transports.wire(o.link()), transports.tunnel(o.link()));
      case Output.KeepBlock o -> answers.add(storage.keep(o));
      case Output.DropBlock o -> storage.drop(o.ref());
      case Output.Sign o -> services.handle(o);
      case Output.Verify o -> services.handle(o);
      case Output.Seal o -> services.handle(o);
      case Output.Unseal o -> services.handle(o);
    }
  }

  private void emit(Event event) {
    application.told(event, network.now());
    if (event instanceof Event.ManifestKnown known) {
      answers.add(new Input.Do(new Command.Receive(known.ticket())));
    }
  }

  private void schedule() {
    long deadline = peer.deadlineMillis() - SimulatedNetwork.START;
    if (deadline >= tickAt || deadline > Integer.MAX_VALUE - 1) {
      return;
    }
    int at = Math.max((int) deadline, network.now());
    tickAt = at;
    network.agenda().at(at, () -> tick(at));
  }

  private void tick(int at) {
    if (tickAt != at) {
      return;
    }
    tickAt = Integer.MAX_VALUE;
    if (!alive || frozen) {
      return;
    }
    ticks = tickedAt == at ? ticks + 1 : 0;
    tickedAt = at;
    if (ticks > TICKS) {
      throw new IllegalStateException("peer " + index + " asks for ticks at one instant for ever");
    }
    if (peer.deadlineMillis() <= network.nowMillis()) {
      input(new Input.Tick());
    } else {
      schedule();
    }
  }

  /** How often a code was counted. */
  public int count(ErrorCode code) {
    return peer.count(code);
  }
}
