package gossamer.simulator;

import java.util.List;

/** Changes what travels: a dishonest peer in the middle, or a broken one. */
public interface Tamper {
  /**
   * The frames that travel in place of {@code frame}: itself, an altered one, none, several. Arrays
   * must be copied before they are changed.
   */
  List<byte[]> pass(Station from, Station to, byte[] frame);
}
