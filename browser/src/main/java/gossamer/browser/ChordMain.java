package gossamer.browser;

import org.teavm.jso.JSExportClasses;

/** The entry point of the second module; see {@link Main}. */
@JSExportClasses(ChordCore.class)
public final class ChordMain {
  private ChordMain() {}

  /** Does nothing: the module is used through what it exports. */
  public static void main(String[] args) {}
}
