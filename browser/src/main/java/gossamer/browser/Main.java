package gossamer.browser;

/** The entry point from which TeaVM finds what it exports to JavaScript. */
public final class Main {
  private Main() {}

  /** Does nothing: the module is used through what it exports. */
  public static void main(String[] args) {}
}
