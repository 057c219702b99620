package gossamer.conformance;

/** A test found something else than it expected. */
public final class CheckFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message says what was expected and what was found. */
  public CheckFailure(String message) {
    super(message);
  }
}
