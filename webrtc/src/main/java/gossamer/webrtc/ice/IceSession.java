package gossamer.webrtc.ice;

import gossamer.stun.IntegrityKey;
import gossamer.stun.TransactionId;
import gossamer.stun.TransportAddress;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The state of a full agent, and what time does to it: pacing, resending, nomination, consent. */
final class IceSession {
  private final IceConfig config;
  private final RandomGenerator random;
  private final long tieBreaker;
  private final Consent consent;
  private final IceCounters counters = new IceCounters();
  private final LocalCandidates locals = new LocalCandidates();
  private final Queue<IceOutput> outputs = new ArrayDeque<>();
  private IceRole role;
  private IceState state = IceState.CHECKING;
  private Generation current;
  private @Nullable Generation previous;
  private @Nullable Pair selected;

  /** Whose credentials the selected pair is checked with. */
  private Generation selectedIn;

  private long paceAt;
  private boolean inUse;

  IceSession(IceConfig config, IceRole role, RandomGenerator random, long nowMicros) {
    this.config = config;
    this.role = role;
    this.random = random;
    this.tieBreaker = random.nextLong();
    this.consent = new Consent(config, random, nowMicros);
    this.current = new Generation(IceCredentials.next(random), nowMicros);
    this.selectedIn = current;
    this.paceAt = nowMicros;
  }

  Generation current() {
    return current;
  }

  Optional<Generation> previous() {
    return Optional.ofNullable(previous);
  }

  Consent consent() {
    return consent;
  }

  IceCounters counters() {
    return counters;
  }

  LocalCandidates locals() {
    return locals;
  }

  IceState state() {
    return state;
  }

  IceRole role() {
    return role;
  }

  long tieBreaker() {
    return tieBreaker;
  }

  Optional<IcePath> selected() {
    return Optional.ofNullable(selected).map(pair -> pair.path);
  }

  Optional<IntegrityKey> remoteKeyOfSelected() {
    return selectedIn.remoteKey();
  }

  Optional<IceOutput> poll() {
    return Optional.ofNullable(outputs.poll());
  }

  void output(IceOutput output) {
    outputs.add(output);
  }

  void role(IceRole other) {
    if (role != other) {
      role = other;
      current.nominating = null;
      current.list.pairs().forEach(pair -> pair.nominate = false);
      current.list.sort(role);
    }
  }

  void addLocal(
      CandidateType type,
      TransportAddress address,
      TransportAddress base,
      TransportAddress related) {
    Optional<LocalCandidates.Local> added = locals.add(type, address, base, related);
    if (added.isEmpty()) {
      counters.overLimit += locals.has(address) ? 0 : 1;
      return;
    }
    if (type != CandidateType.PEER_REFLEXIVE) {
      output(new IceOutput.Discovered(added.get().candidate()));
    }
    if (added.get().sends() && current.chosen == null) {
      current.remotes.forEach(remote -> pair(added.get(), remote));
    }
  }

  void addRemote(Candidate candidate) {
    Optional<TransportAddress> address = candidate.address();
    boolean usable =
        candidate.transport() == Transport.UDP
            && candidate.component() == 1
            && address.isPresent()
            && RemoteAddresses.reachable(address.get());
    if (!usable || current.remoteAt(address.get()).isPresent()) {
      return;
    }
    if (!current.addRemote(candidate)) {
      counters.overLimit++;
      return;
    }
    if (current.chosen == null) {
      locals.all().stream()
          .filter(LocalCandidates.Local::sends)
          .forEach(local -> pair(local, candidate));
    }
  }

  private void pair(LocalCandidates.Local local, Candidate remote) {
    remote
        .address()
        .filter(address -> RemoteAddresses.sameNetwork(local.base(), address))
        .map(address -> new Pair(local.candidate(), local.base(), remote, address))
        .filter(pair -> !current.list.add(pair, role))
        .ifPresent(full -> counters.overLimit++);
  }

  void remote(IceCredentials credentials, long nowMicros) {
    if (current.remote().isEmpty()) {
      current.remote(credentials);
      paceAt = Math.max(paceAt, nowMicros);
    }
  }

  IceCredentials restart(long nowMicros) {
    if (selected != null && selectedIn == current) {
      previous = current;
    }
    current = new Generation(IceCredentials.next(random), nowMicros);
    if (selected == null) {
      selectedIn = current;
      consent.heard(nowMicros);
      state(IceState.CHECKING);
    }
    return current.local;
  }

  void succeeded(Pair pair, long nowMicros) {
    pair.state = Pair.State.SUCCEEDED;
    pair.stop();
    current.list.unfreeze(pair.foundation);
    current.firstValidAt = Math.min(current.firstValidAt, nowMicros);
    consent.granted(nowMicros);
    boolean chosenByUs = role == IceRole.CONTROLLING && pair.sentNomination;
    if (chosenByUs || role == IceRole.CONTROLLED && pair.nominate) {
      nominated(pair, nowMicros);
    } else if (selected == null) {
      select(pair, nowMicros);
    }
  }

  void failed(Pair pair) {
    pair.state = Pair.State.FAILED;
    pair.stop();
    pair.nominate = false;
    if (pair == current.nominating) {
      current.nominating = null;
    }
  }

  /** The pair is the one (RFC 8445, section 8.1.1); for a controlled agent the last one counts. */
  void nominated(Pair pair, long nowMicros) {
    if (pair.nominated && pair == selected) {
      return;
    }
    pair.nominated = true;
    current.chosen = pair;
    current.list.settle(pair);
    previous = null;
    select(pair, nowMicros);
  }

  private void select(Pair pair, long nowMicros) {
    selected = pair;
    selectedIn = current;
    consent.begin(nowMicros);
    output(new IceOutput.Selected(pair.path, pair.nominated));
    state(IceState.CONNECTED);
  }

  private void state(IceState next) {
    if (state != next) {
      state = next;
      output(new IceOutput.StateChanged(next));
    }
  }

  void tick(long nowMicros) {
    if (ended()) {
      return;
    }
    if (watched() && consent.lost(nowMicros)) {
      end(IceState.LOST);
      return;
    }
    if (current.chosen == null && nowMicros - current.startedAt >= config.patience()) {
      end(IceState.FAILED);
      return;
    }
    resend(nowMicros);
    nominate(nowMicros);
    if (nowMicros >= paceAt && checkable()) {
      current.list.next().ifPresent(pair -> begin(pair, nowMicros));
      paceAt = nowMicros + config.pacing();
    }
    Pair path = selected;
    if (path != null && watched() && consent.due(nowMicros)) {
      send(selectedIn, path, consent.ask(), false);
    }
  }

  /**
   * Until a pair is nominated checks go on anyway, and patience is what ends them; unless the other
   * side was already heard above ICE, and then could fall silent.
   */
  private boolean watched() {
    return selected != null && (selected.nominated || inUse);
  }

  /** Something that the other side alone can make came by the path. */
  void alive(long nowMicros) {
    inUse = true;
    consent.heard(nowMicros);
  }

  private void end(IceState last) {
    selected = null;
    previous = null;
    selectedIn = current;
    state(last);
  }

  private boolean ended() {
    return state == IceState.FAILED || state == IceState.LOST;
  }

  private boolean checkable() {
    return current.remote().isPresent() && current.list.hasNext();
  }

  long deadlineMicros() {
    if (ended()) {
      return Long.MAX_VALUE;
    }
    long at = current.list.resendAt();
    at = Math.min(at, checkable() ? paceAt : Long.MAX_VALUE);
    at = Math.min(at, watched() ? consent.deadlineMicros() : Long.MAX_VALUE);
    if (current.chosen == null) {
      at = Math.min(at, current.startedAt + config.patience());
      at = Math.min(at, nominationAt());
    }
    return at;
  }

  private void resend(long nowMicros) {
    for (Pair pair : current.list.pairs()) {
      TransactionId id = pair.transaction;
      if (pair.resendAt > nowMicros || id == null) {
        continue;
      }
      if (pair.sends == Pair.MAX_SENDS) {
        failed(pair);
      } else {
        sendCheck(pair, id, nowMicros);
      }
    }
  }

  private void begin(Pair pair, long nowMicros) {
    pair.earlier = pair.transaction;
    TransactionId id = TransactionId.next(random);
    pair.transaction = id;
    pair.state = Pair.State.IN_PROGRESS;
    pair.sends = 0;
    pair.sentRole = role;
    pair.sentNomination = role == IceRole.CONTROLLING && pair.nominate;
    sendCheck(pair, id, nowMicros);
  }

  private void sendCheck(Pair pair, TransactionId id, long nowMicros) {
    pair.sends++;
    // The last wait is Rm = 16 times the first (RFC 8489, section 6.2.1).
    int shift = pair.sends == Pair.MAX_SENDS ? 4 : pair.sends - 1;
    pair.resendAt = nowMicros + (config.rto() << shift);
    send(current, pair, id, pair.sentNomination);
  }

  private void send(Generation generation, Pair pair, TransactionId id, boolean useCandidate) {
    long localPreference = pair.local.priority() >> 8 & 0xffff;
    generation
        .remote()
        .flatMap(remote ->
            generation
                .remoteKey()
                .map(key ->
                    new CheckRequest(
                        remote.fragment() + ":" + generation.local.fragment(),
                        key,
                        id,
                        generation == current ? pair.sentRole : role,
                        tieBreaker,
                        Candidate.priority(CandidateType.PEER_REFLEXIVE, (int) localPreference, 1),
                        useCandidate)))
        .ifPresent(request -> output(new IceOutput.Send(pair.path, request.bytes())));
  }

  private long nominationAt() {
    boolean undecided = role == IceRole.CONTROLLING && current.nominating == null;
    if (!undecided || current.firstValidAt == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    return current.list.bestSucceeded().isPresent()
        ? current.firstValidAt + config.nominationDelay()
        : Long.MAX_VALUE;
  }

  /** Regular nomination (section 8.1.1): the best pair, once better ones had their time. */
  private void nominate(long nowMicros) {
    if (current.chosen != null || nowMicros < nominationAt()) {
      return;
    }
    current
        .list
        .bestSucceeded()
        .ifPresent(pair -> {
          pair.nominate = true;
          current.nominating = pair;
          current.list.trigger(pair);
        });
  }
}
