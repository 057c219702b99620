package gossamer.evaluation.process;

/** Something to do when this JVM goes down, unless it was called off before. */
public final class AtShutdown {
  private final Thread hook;

  private AtShutdown(Thread hook) {
    this.hook = hook;
  }

  /** Runs the action when the JVM goes down other than by SIGKILL. */
  public static AtShutdown run(String name, Runnable action) {
    var hook = new Thread(action, name);
    Runtime.getRuntime().addShutdownHook(hook);
    return new AtShutdown(hook);
  }

  /** Calls it off; false when it is too late because the JVM is going down. */
  public boolean cancel() {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
