package gossamer.webrtc.ice;

import gossamer.stun.AttributeType;
import gossamer.stun.ErrorCode;
import gossamer.stun.StunClass;
import gossamer.stun.StunException;
import gossamer.stun.StunMessage;
import gossamer.stun.TransactionId;
import gossamer.stun.TransportAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a full agent does with checks and answers that come in (RFC 8445, sections 7.2.5, 7.3). */
final class CheckReceiver {
  private final IceSession session;

  CheckReceiver(IceSession session) {
    this.session = session;
  }

  void request(StunMessage check, IcePath path, long nowMicros) {
    Optional<CheckUsername> username = CheckUsername.of(check);
    if (username.isEmpty()) {
      session.counters().malformed++;
      refuse(check, path, ErrorCode.BAD_REQUEST);
      return;
    }
    Optional<Generation> meant = generation(username.get().local());
    if (meant.isEmpty() || !Answers.authentic(check, meant.get().localKey)) {
      session.counters().unauthenticated++;
      refuse(check, path, ErrorCode.UNAUTHENTICATED);
      return;
    }
    Generation generation = meant.get();
    List<Integer> unknown = check.unknownRequired(AttributeType::understoodByIce);
    if (!unknown.isEmpty()) {
      session.output(
          new IceOutput.Send(path, Answers.unknownAttributes(check, unknown, generation.localKey)));
      return;
    }
    try {
      long priority = check.uint32(AttributeType.PRIORITY).orElse(0);
      if (losesConflict(check)) {
        session.output(
            new IceOutput.Send(
                path,
                Answers.error(check, ErrorCode.ROLE_CONFLICT, Optional.of(generation.localKey))));
        return;
      }
      session.output(
          new IceOutput.Send(path, Answers.success(check, path.remote(), generation.localKey)));
      session.consent().heard(nowMicros);
      if (generation == session.current()) {
        boolean useCandidate = check.has(AttributeType.USE_CANDIDATE);
        checked(new Generation.Early(path, priority, useCandidate), nowMicros);
      }
    } catch (StunException e) {
      session.counters().malformed++;
      refuse(check, path, ErrorCode.BAD_REQUEST);
    }
  }

  /** Goes on with the checks that came before the credentials of their sender. */
  void replayEarly(long nowMicros) {
    List<Generation.Early> early = List.copyOf(session.current().early);
    session.current().early.clear();
    early.forEach(check -> checked(check, nowMicros));
  }

  void answer(StunMessage answer, IcePath path, long nowMicros) {
    TransactionId id = answer.transactionId();
    if (session.consent().waitsFor(id)) {
      consented(answer, path, nowMicros);
      return;
    }
    Generation generation = session.current();
    Optional<Pair> asked = generation.list.waitingFor(id);
    if (asked.isEmpty() || generation.remoteKey().isEmpty()) {
      session.counters().unexpected++;
      return;
    }
    Pair pair = asked.get();
    if (!Answers.authentic(answer, generation.remoteKey().get())) {
      session.counters().unauthenticated++;
      return;
    }
    boolean newest = id.equals(pair.transaction);
    if (!path.equals(pair.path)) {
      // Section 7.2.5.2.1: an answer from elsewhere means that the path is not symmetric.
      session.counters().unexpected++;
      session.failed(pair);
    } else if (answer.messageClass() == StunClass.ERROR) {
      // A late refusal of an earlier check says nothing about the role of the newest.
      if (newest) {
        refused(answer, pair);
      }
    } else if (newest || !pair.nominate) {
      succeeded(answer, pair, nowMicros);
    }
  }

  private void consented(StunMessage answer, IcePath path, long nowMicros) {
    boolean fromSelected = Optional.of(path).equals(session.selected());
    boolean authentic =
        session.remoteKeyOfSelected().filter(key -> Answers.authentic(answer, key)).isPresent();
    if (!fromSelected || !authentic) {
      session.counters().unauthenticated++;
    } else if (session.consent().take(answer.transactionId())
        && answer.messageClass() == StunClass.SUCCESS) {
      session.consent().granted(nowMicros);
    }
  }

  private void succeeded(StunMessage answer, Pair pair, long nowMicros) {
    try {
      Optional<TransportAddress> mapped = answer.xorAddress(AttributeType.XOR_MAPPED_ADDRESS);
      if (mapped.isEmpty()) {
        session.counters().malformed++;
        session.failed(pair);
        return;
      }
      // The pair keeps its own priority: what it sends from stays the same (section 7.2.5.3.2).
      TransportAddress base = pair.path.local();
      session.addLocal(CandidateType.PEER_REFLEXIVE, mapped.get(), base, base);
      session.succeeded(pair, nowMicros);
    } catch (StunException e) {
      session.counters().malformed++;
      session.failed(pair);
    }
  }

  private void refused(StunMessage answer, Pair pair) {
    try {
      int code = answer.errorCode().map(ErrorCode::code).orElse(0);
      if (code != ErrorCode.ROLE_CONFLICT) {
        session.failed(pair);
        return;
      }
      session.counters().roleConflicts++;
      if (session.role() == pair.sentRole) {
        session.role(pair.sentRole.other());
      }
      session.current().list.trigger(pair);
    } catch (StunException e) {
      session.counters().malformed++;
      session.failed(pair);
    }
  }

  /** Section 7.3.1.1; true when the other side has to change its role, else this one did. */
  private boolean losesConflict(StunMessage check) throws StunException {
    boolean controls = session.role() == IceRole.CONTROLLING;
    OptionalLong theirs =
        check.uint64(controls ? AttributeType.ICE_CONTROLLING : AttributeType.ICE_CONTROLLED);
    if (theirs.isEmpty()) {
      return false;
    }
    session.counters().roleConflicts++;
    boolean oursIsLarger = Long.compareUnsigned(session.tieBreaker(), theirs.getAsLong()) >= 0;
    if (oursIsLarger == controls) {
      return true;
    }
    session.role(session.role().other());
    return false;
  }

  private Optional<Generation> generation(String fragment) {
    if (session.current().local.fragment().equals(fragment)) {
      return Optional.of(session.current());
    }
    return session.previous().filter(old -> old.local.fragment().equals(fragment));
  }

  private void checked(Generation.Early check, long nowMicros) {
    Generation generation = session.current();
    if (generation.remote().isEmpty()) {
      if (!generation.addEarly(check)) {
        session.counters().overLimit++;
      }
      return;
    }
    Optional<Pair> known = generation.list.at(check.path());
    Optional<Pair> found = known.isPresent() ? known : learn(generation, check);
    if (found.isEmpty()) {
      session.counters().unexpected++;
      return;
    }
    Pair pair = found.get();
    boolean follow = check.useCandidate() && session.role() == IceRole.CONTROLLED;
    pair.nominate |= follow;
    if (pair.state != Pair.State.SUCCEEDED) {
      if (pair.state != Pair.State.IN_PROGRESS || pair.sends > 1 || known.isEmpty()) {
        generation.list.trigger(pair);
      }
    } else if (follow) {
      session.nominated(pair, nowMicros);
    }
  }

  /** A peer-reflexive remote candidate (section 7.3.1.3) and its pair. */
  private Optional<Pair> learn(Generation generation, Generation.Early check) {
    Optional<LocalCandidates.Local> local = session.locals().sendingFrom(check.path().local());
    if (local.isEmpty()) {
      return Optional.empty();
    }
    TransportAddress source = check.path().remote();
    Candidate remote =
        generation
            .remoteAt(source)
            .orElseGet(() ->
                Candidate.udp(
                    CandidateType.PEER_REFLEXIVE,
                    source,
                    "p" + generation.remotes.size(),
                    check.priority()));
    if (generation.remoteAt(source).isEmpty() && !generation.addRemote(remote)) {
      session.counters().overLimit++;
      return Optional.empty();
    }
    Pair pair = new Pair(local.get().candidate(), local.get().base(), remote, source);
    return generation.list.add(pair, session.role()) ? Optional.of(pair) : Optional.empty();
  }

  private void refuse(StunMessage check, IcePath path, int code) {
    session.output(new IceOutput.Send(path, Answers.error(check, code, Optional.empty())));
  }
}
