package gossamer.evaluation.nat;

import gossamer.evaluation.browser.Browser.Kind;
import gossamer.evaluation.browser.BrowserTimeoutException;
import gossamer.evaluation.browser.PageException;
import gossamer.evaluation.home.Access;
import java.util.OptionalDouble;

/**
 * Two behind cones that know a third peer, when every master is dead: nobody tells them their outer
 * addresses any more, and nobody but the third can carry their bytes.
 *
 * @param path as both packages tell it; {@code peer} when the third carries them
 * @param relayed bytes that the third passed on
 */
record Orphans(String browsers, String path, OptionalDouble connectMillis, long relayed) {
  static final String PAIR = "all masters dead, cone to cone";

  /** What it is called, also to be selected by. */
  static String name(Kind caller, Kind callee) {
    return PAIR + ", " + NatRun.browsers(caller, callee);
  }

  /** Connects two of them after the death of the masters, which live again afterwards. */
  static Orphans run(NatLab lab, Kind caller, Kind callee) {
    String browsers = NatRun.browsers(caller, callee);
    try (HomePage one = lab.page(lab.home(Access.CONE), caller);
        HomePage other = lab.page(lab.home(Access.CONE), callee);
        HomePage common = lab.page(lab.home(Access.FULL_CONE), Kind.CHROMIUM)) {
      one.join(lab.url(0));
      other.join(lab.url(1));
      common.join(lab.url(0));
      one.connect(common);
      other.connect(common);
      lab.killAll();
      one.awaitNoMaster();
      other.awaitNoMaster();
      common.awaitNoMaster();
      long start = System.nanoTime();
      String path = one.connect(other);
      double millis = (System.nanoTime() - start) / 1e6;
      String back = other.path(one);
      return new Orphans(
          browsers,
          path.equals(back) ? path : "disagreement: " + path + " and " + back,
          OptionalDouble.of(millis),
          common.bytesRelayed());
    } catch (PageException | BrowserTimeoutException e) {
      return new Orphans(browsers, "none: " + e.getMessage(), OptionalDouble.empty(), 0);
    } finally {
      lab.restart();
    }
  }

  /** Whether they met and the path is shown as what it is. */
  boolean shown() {
    return path.equals("peer") && relayed > 0;
  }

  @Override
  public String toString() {
    return "%s, %s: %s%s, %d bytes through the third"
        .formatted(
            PAIR,
            browsers,
            path,
            connectMillis.isPresent() ? " in %.0f ms".formatted(connectMillis.getAsDouble()) : "",
            relayed);
  }
}
