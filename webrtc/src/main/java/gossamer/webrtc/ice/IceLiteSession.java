package gossamer.webrtc.ice;

import gossamer.stun.AttributeType;
import gossamer.stun.ErrorCode;
import gossamer.stun.IntegrityKey;
import gossamer.stun.StunClass;
import gossamer.stun.StunMessage;
import gossamer.stun.StunMethod;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One session of an ICE-lite server (RFC 8445, section 2.5 and appendix A), always controlled: it
 * answers checks, sends none, and learns from them where the client is. Time is in microseconds of
 * one monotone clock; drain {@link #poll} after every call.
 *
 * <p>The first valid check opens a path; USE-CANDIDATE moves the session to the path it came by. A
 * valid check from an address that is younger than the last one by the selected path, which then
 * was silent for a second, moves it too: a NAT gave the client another address.
 */
public final class IceLiteSession {
  /** Paths remembered, at most. */
  public static final int MAX_PATHS = 8;

  private static final long REBIND_MICROS = 1_000_000;
  private static final int MAX_OUTPUTS = 32;

  private final String fragment;
  private final IntegrityKey key;
  private final Silence silence;
  private final IceCounters counters = new IceCounters();
  private final Queue<IceOutput> outputs = new ArrayDeque<>(4);

  /** Paths that a valid check came by, and when the first one did. */
  private final Map<IcePath, Long> proved = new LinkedHashMap<>(2);

  private IceState state = IceState.CHECKING;
  private @Nullable IcePath selected;
  private boolean nominated;
  private long selectedHeardAt;
  private @Nullable String remoteFragment;

  /**
   * A session for one client.
   *
   * @param fragment the server's fragment of this session, with the client's suffix
   * @param key of the server's password; sessions of one password share one key
   */
  public IceLiteSession(String fragment, IntegrityKey key, Liveness liveness, long nowMicros) {
    this.fragment = fragment;
    this.key = key;
    this.silence = new Silence(liveness, nowMicros);
  }

  /** True when the check is for the fragment and made with the key; changes nothing. */
  public static boolean admits(StunMessage check, String fragment, IntegrityKey key) {
    return CheckUsername.of(check).filter(name -> name.local().equals(fragment)).isPresent()
        && Answers.authentic(check, key);
  }

  /** Takes a STUN message that came by a path. Anything but a valid check changes nothing. */
  public void receive(StunMessage message, IcePath path, long nowMicros) {
    if (ended()) {
      return;
    }
    if (message.messageClass() != StunClass.REQUEST || message.method() != StunMethod.BINDING) {
      counters.unexpected++;
      return;
    }
    if (message.has(AttributeType.FINGERPRINT) && !message.fingerprintHolds()) {
      counters.malformed++;
      return;
    }
    Optional<CheckUsername> username = CheckUsername.of(message);
    if (username.isEmpty()) {
      counters.malformed++;
      send(path, message, ErrorCode.BAD_REQUEST);
      return;
    }
    if (!username.get().local().equals(fragment) || !Answers.authentic(message, key)) {
      counters.unauthenticated++;
      send(path, message, ErrorCode.UNAUTHENTICATED);
      return;
    }
    List<Integer> unknown = message.unknownRequired(AttributeType::understoodByIce);
    if (!unknown.isEmpty()) {
      output(new IceOutput.Send(path, Answers.unknownAttributes(message, unknown, key)));
      return;
    }
    if (claimsOurRole(message)) {
      counters.roleConflicts++;
      output(
          new IceOutput.Send(
              path, Answers.error(message, ErrorCode.ROLE_CONFLICT, Optional.of(key))));
      return;
    }
    remoteFragment = username.get().remote();
    output(new IceOutput.Send(path, Answers.success(message, path.remote(), key)));
    heard(path, message.has(AttributeType.USE_CANDIDATE), nowMicros);
  }

  /** Something the client alone can make came in, like a DTLS record that decrypts. */
  public void alive(long nowMicros) {
    silence.heard(nowMicros);
    selectedHeardAt = nowMicros;
  }

  /** Asks for a sign of life or gives up. */
  public void tick(long nowMicros) {
    if (ended()) {
      return;
    }
    if (silence.lost(nowMicros)) {
      state = state == IceState.CHECKING ? IceState.FAILED : IceState.LOST;
      output(new IceOutput.StateChanged(state));
    } else if (silence.probe(nowMicros) && state == IceState.CONNECTED) {
      output(new IceOutput.Probe());
    }
  }

  /** When {@link #tick} is due; {@link Long#MAX_VALUE} after the end. */
  public long deadlineMicros() {
    return ended() ? Long.MAX_VALUE : silence.deadlineMicros();
  }

  /** The next output, or empty when all are drained. */
  public Optional<IceOutput> poll() {
    return Optional.ofNullable(outputs.poll());
  }

  /** Where the session stands. */
  public IceState state() {
    return state;
  }

  /** The path in use. */
  public Optional<IcePath> selected() {
    return Optional.ofNullable(selected);
  }

  /** True when the client chose the path with USE-CANDIDATE. */
  public boolean nominated() {
    return nominated;
  }

  /** True when a valid check came by the path: packets from it belong to this session. */
  public boolean proved(IcePath path) {
    return proved.containsKey(path);
  }

  /** The client's fragment, once a valid check named it. */
  public Optional<String> remoteFragment() {
    return Optional.ofNullable(remoteFragment);
  }

  /** What was refused. */
  public IceCounters counters() {
    return counters;
  }

  private boolean ended() {
    return state == IceState.LOST || state == IceState.FAILED;
  }

  private void heard(IcePath path, boolean useCandidate, long nowMicros) {
    silence.heard(nowMicros);
    if (!proved.containsKey(path)) {
      remember(path, nowMicros);
    }
    boolean silent = nowMicros - selectedHeardAt >= REBIND_MICROS;
    boolean rebound = silent && proved.getOrDefault(path, nowMicros) > selectedHeardAt;
    boolean nominates = useCandidate && (silent || !isBelow(path));
    boolean move = selected == null || nominates || rebound;
    if (path.equals(selected) || move) {
      selectedHeardAt = nowMicros;
    }
    if (state != IceState.CONNECTED) {
      state = IceState.CONNECTED;
      output(new IceOutput.StateChanged(state));
    }
    if (move && (!path.equals(selected) || useCandidate && !nominated)) {
      selected = path;
      nominated |= useCandidate;
      output(new IceOutput.Selected(path, nominated));
    }
  }

  /**
   * Whether the client has already chosen better. One that nominates every pair that works (RFC
   * 5245, section 8.1.1.2) uses the one with the highest priority, and closes the TCP connections
   * that it does not need; which is all that a server with one UDP and one TCP port tells apart.
   */
  private boolean isBelow(IcePath path) {
    return nominated
        && selected != null
        && selected.transport() == Transport.UDP
        && path.transport() == Transport.TCP;
  }

  private void remember(IcePath path, long nowMicros) {
    if (proved.size() == MAX_PATHS) {
      counters.overLimit++;
      proved.keySet().stream()
          .filter(known -> !known.equals(selected))
          .findFirst()
          .ifPresent(proved::remove);
    }
    proved.put(path, nowMicros);
  }

  private static boolean claimsOurRole(StunMessage check) {
    // A lite agent cannot control: whatever the tie-breaker, the client has to (section 7.3.1.1).
    return check.has(AttributeType.ICE_CONTROLLED);
  }

  private void send(IcePath path, StunMessage check, int errorCode) {
    output(new IceOutput.Send(path, Answers.error(check, errorCode, Optional.empty())));
  }

  private void output(IceOutput output) {
    if (outputs.size() < MAX_OUTPUTS) {
      outputs.add(output);
    } else {
      counters.overLimit++;
    }
  }
}
