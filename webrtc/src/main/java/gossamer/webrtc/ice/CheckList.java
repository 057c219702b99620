package gossamer.webrtc.ice;

import gossamer.stun.TransactionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The pairs of one generation in their order, and which to check next (RFC 8445, section 6.1). */
final class CheckList {
  /** Pairs, at most (section 6.1.2.5). */
  static final int MAX_PAIRS = 100;

  private final List<Pair> pairs = new ArrayList<>();
  private final ArrayDeque<Pair> triggered = new ArrayDeque<>();

  List<Pair> pairs() {
    return pairs;
  }

  Optional<Pair> at(IcePath path) {
    return pairs.stream().filter(pair -> pair.path.equals(path)).findFirst();
  }

  Optional<Pair> waitingFor(TransactionId id) {
    return pairs.stream()
        .filter(pair -> id.equals(pair.transaction) || id.equals(pair.earlier))
        .findFirst();
  }

  /**
   * Adds a pair unless its path is there or the table is full of better ones; true when it is in.
   */
  boolean add(Pair pair, IceRole role) {
    if (at(pair.path).isPresent()) {
      return true;
    }
    if (pairs.size() == MAX_PAIRS) {
      Pair worst = pairs.getLast();
      if (!worst.waits() || worst.priority(role) >= pair.priority(role)) {
        return false;
      }
      pairs.removeLast();
      triggered.remove(worst);
    }
    pairs.add(pair);
    sort(role);
    thaw();
    return true;
  }

  void sort(IceRole role) {
    pairs.sort(Comparator.comparingLong((Pair pair) -> pair.priority(role)).reversed());
  }

  /** A check of its own for the pair, before all ordinary ones (section 6.1.4.1). */
  void trigger(Pair pair) {
    pair.state = Pair.State.WAITING;
    if (!triggered.contains(pair)) {
      triggered.add(pair);
    }
  }

  Optional<Pair> next() {
    Pair first = triggered.poll();
    if (first != null) {
      return Optional.of(first);
    }
    thaw();
    return inState(Pair.State.WAITING).findFirst();
  }

  /** True when there is a check to begin. */
  boolean hasNext() {
    return !triggered.isEmpty() || pairs.stream().anyMatch(Pair::waits);
  }

  /** A success tells that the foundation works: all its pairs may go on (section 7.2.5.3.3). */
  void unfreeze(String foundation) {
    inState(Pair.State.FROZEN)
        .filter(pair -> pair.foundation.equals(foundation))
        .forEach(pair -> pair.state = Pair.State.WAITING);
  }

  /** Nothing but the chosen pair is checked any more (section 8.1.2). */
  void settle(Pair chosen) {
    triggered.removeIf(pair -> pair != chosen);
    pairs.removeIf(pair -> pair.waits() && pair != chosen);
    pairs.stream().filter(pair -> pair.state == Pair.State.IN_PROGRESS).forEach(CheckList::abandon);
  }

  long resendAt() {
    return pairs.stream().mapToLong(pair -> pair.resendAt).min().orElse(Long.MAX_VALUE);
  }

  Optional<Pair> bestSucceeded() {
    return inState(Pair.State.SUCCEEDED).findFirst();
  }

  private static void abandon(Pair pair) {
    // Its answer may still come and counts then (section 8.1.2); it is only not sent again.
    pair.resendAt = Long.MAX_VALUE;
  }

  /** One pair of every foundation waits, the best first (section 6.1.2.6). */
  private void thaw() {
    Set<String> moving = new LinkedHashSet<>();
    for (Pair pair : pairs) {
      if (pair.state == Pair.State.WAITING || pair.state == Pair.State.IN_PROGRESS) {
        moving.add(pair.foundation);
      }
    }
    for (Pair pair : pairs) {
      if (pair.state == Pair.State.FROZEN && moving.add(pair.foundation)) {
        pair.state = Pair.State.WAITING;
      }
    }
  }

  private Stream<Pair> inState(Pair.State state) {
    return pairs.stream().filter(pair -> pair.state == state);
  }
}
