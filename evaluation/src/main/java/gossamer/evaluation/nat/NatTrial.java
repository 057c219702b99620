package gossamer.evaluation.nat;

import gossamer.evaluation.browser.Browser.Kind;
import gossamer.evaluation.browser.BrowserTimeoutException;
import gossamer.evaluation.browser.PageException;
import gossamer.evaluation.home.Home;
import gossamer.evaluation.nat.NatRun.Recovery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Two pages in new homes, which connect, film each other, and lose the relay if they use one. */
final class NatTrial {
  private static final Duration RECOVERY = Duration.ofSeconds(40);
  private static final Duration SETTLING = Duration.ofSeconds(20);
  private static final Duration BETWEEN = Duration.ofMillis(200);

  private final NatLab lab;
  private final HomePair pair;
  private final HomePage caller;
  private final HomePage callee;

  private NatTrial(NatLab lab, HomePair pair, HomePage caller, HomePage callee) {
    this.lab = lab;
    this.pair = pair;
    this.caller = caller;
    this.callee = callee;
  }

  /** Runs it; the masters are all there again afterwards. */
  static NatRun run(NatLab lab, HomePair pair, Kind caller, Kind callee) {
    Home first = lab.home(pair.one());
    Home second = pair.same() ? first : lab.home(pair.other());
    String browsers = NatRun.browsers(caller, callee);
    String step = "start";
    try (HomePage one = lab.page(first, caller);
        HomePage other = lab.page(second, callee)) {
      step = "join";
      one.join(lab.url(0));
      other.join(lab.url(1));
      return new NatTrial(lab, pair, one, other).runOrTell(browsers);
    } catch (PageException | BrowserTimeoutException e) {
      return NatRun.failed(pair, browsers, step + ": " + e.getMessage());
    } finally {
      lab.restart();
    }
  }

  /** What both peers know goes with a failure. */
  private NatRun runOrTell(String browsers) {
    try {
      return run(browsers);
    } catch (PageException | BrowserTimeoutException e) {
      String known = "; caller " + caller.state() + "; callee " + callee.state();
      return NatRun.failed(pair, browsers, "connect: " + e.getMessage() + known);
    }
  }

  private NatRun run(String browsers) {
    long start = System.nanoTime();
    caller.connect(callee);
    double millis = (System.nanoTime() - start) / 1e6;
    String film = caller.film(callee) ? caller.pairOfCall(callee).path(lab) : "none";
    caller.endCall(callee);
    // The path may become better, and statistics come late.
    until(SETTLING, () -> path().equals(pair.path()));
    String path = path();
    String selected = types(caller) + " and " + types(callee);
    return new NatRun(
        pair,
        browsers,
        path,
        selected,
        OptionalDouble.of(millis),
        film,
        until(SETTLING, () -> reported(path)),
        path.equals("turn") ? recovery() : Optional.empty());
  }

  /** The path on which both packages and both selected pairs agree, or what they say. */
  private String path() {
    List<String> told =
        Stream.concat(
                Stream.of(caller.path(callee), callee.path(caller)),
                Stream.of(caller, callee).map(this::selectedPath))
            .distinct()
            .toList();
    return told.size() == 1 ? told.getFirst() : "disagreement: " + told;
  }

  /** Whether both ends have told their masters of this path, and of no other. */
  private boolean reported(String path) {
    String other = path.equals("turn") ? "direct" : "turn";
    return lab.reported(path) >= 2 && lab.reported(other) == 0;
  }

  private String selectedPath(HomePage page) {
    return pairsOf(page).findFirst().map(pair -> pair.path(lab)).orElse("none");
  }

  private String types(HomePage page) {
    return pairsOf(page).findFirst().map(SelectedPair::types).orElse("none");
  }

  /** Those to other browsers. */
  private Stream<SelectedPair> pairsOf(HomePage page) {
    return page.pairs().stream().filter(pair -> !pair.toMaster(lab));
  }

  /** Kills the master that relays for the caller's selected pair. */
  private Optional<Recovery> recovery() {
    // While ICE looks for a better pair there may be none for a moment.
    until(SETTLING, () -> relay().isPresent());
    Optional<Integer> relay = relay();
    if (relay.isEmpty()) {
      return Optional.empty();
    }
    int killed = relay.get();
    lab.kill(killed);
    long start = System.nanoTime();
    int[] sent = {0};
    boolean again =
        until(
            RECOVERY,
            () -> {
              String text = "after the death " + sent[0]++;
              caller.mutter(callee, text);
              callee.mutter(caller, text);
              return caller.heardAny("after") && callee.heardAny("after");
            });
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!again) {
      return Optional.of(new Recovery(killed, OptionalDouble.empty(), "none"));
    }
    // Statistics come late.
    until(SETTLING, () -> path().equals("turn") && !relay().equals(relay));
    String now = relay().map(master -> " by master " + master).orElse("");
    return Optional.of(new Recovery(killed, OptionalDouble.of(seconds), path() + now));
  }

  private Optional<Integer> relay() {
    return relays(caller).or(() -> relays(callee));
  }

  private Optional<Integer> relays(HomePage page) {
    return pairsOf(page).flatMap(selected -> selected.relays(lab).stream()).findFirst();
  }

  /** Looks now and then until it is so; false when it was not in time. */
  private static boolean until(Duration patience, BooleanSupplier so) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < patience.toNanos()) {
      if (so.getAsBoolean()) {
        return true;
      }
      try {
        Thread.sleep(BETWEEN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }
}
