package gossamer.browser;

import gossamer.peer.overlay.Chord;
import org.teavm.jso.JSExport;

/**
 * The core of a network whose overlay is Chord: a module of its own, of which others load nothing.
 */
public final class ChordCore extends Core {
  /** Starts a peer; its first outputs are delivered by the first input. */
  @JSExport
  public ChordCore(Options options, Port port, Listener listener) {
    super(options, port, listener, new Chord());
  }
}
