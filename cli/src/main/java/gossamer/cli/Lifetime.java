package gossamer.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** How long a verb goes on. */
interface Lifetime {
  /**
   * Returns, or ends the process, when the verb has to stop.
   *
   * @param failure completes exceptionally when the verb cannot go on
   * @param stop what to do before the end; runs once
   * @throws CommandFailure when it could not go on
   */
  void untilStopped(CompletableFuture<Void> failure, Runnable stop)
      throws CommandFailure, InterruptedException;

  /**
   * Until SIGINT (Ctrl-C) or SIGTERM; then the process ends with 0. Without the halt it would end
   * with 130 or 143, as if it had been struck down.
   */
  static void untilSignal(CompletableFuture<Void> failure, Runnable stop)
      throws CommandFailure, InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    runtime.addShutdownHook(
        new Thread(
            () -> {
              boolean failed = failure.isCompletedExceptionally();
              stop.run();
              if (!failed) {
                runtime.halt(0);
              }
            },
            "stop"));
    try {
      failure.get();
    } catch (ExecutionException e) {
      throw new CommandFailure("the peer stopped because of a defect: " + e.getCause(), e);
    }
  }
}
