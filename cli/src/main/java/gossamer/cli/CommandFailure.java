package gossamer.cli;

import java.io.Serial;

/** A verb could not do what it was asked; the message says why and what to do about it. */
final class CommandFailure extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
