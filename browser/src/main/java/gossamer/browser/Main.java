package gossamer.browser;

import org.teavm.jso.JSExportClasses;

/** The entry point from which TeaVM finds what it exports to JavaScript. */
@JSExportClasses(Core.class)
public final class Main {
  private Main() {}

  /** Does nothing: the module is used through what it exports. */
  public static void main(String[] args) {}
}
