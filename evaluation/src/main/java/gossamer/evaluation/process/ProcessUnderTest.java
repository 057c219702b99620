package gossamer.evaluation.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A process that a test starts and ends. Its output (both streams, mixed) is kept: the last {@value
 * #LINES} lines, each cut at {@value #LINE_BYTES} bytes. It ends with this JVM at the latest.
 */
public final class ProcessUnderTest implements AutoCloseable {
  static final int LINES = 10_000;
  static final int LINE_BYTES = 8192;
  private static final int TAIL = 40;

  private final Process process;
  private final String name;
  private final AtShutdown atShutdown;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<String> lines = new ArrayDeque<>();
  private long dropped;
  private boolean ended;

  private ProcessUnderTest(Process process, String name) {
    this.process = process;
    this.name = name;
    this.atShutdown = AtShutdown.run("end of " + name, () -> ProcessTree.kill(process.toHandle()));
  }

  /**
   * Starts the command.
   *
   * @throws ProcessException when it cannot be started
   */
  public static ProcessUnderTest start(Command command) {
    try {
      var started = new ProcessUnderTest(command.builder().start(), command.line().getFirst());
      Thread.ofVirtual().start(started::read);
      return started;
    } catch (IOException e) {
      throw new ProcessException("could not start " + command.line(), e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits for a line of output that contains a match and returns the match; lines that were written
   * before the call count too.
   *
   * @throws ProcessException when there is none in time, or the process ends without it
   */
  public Matcher awaitLine(Pattern pattern, Duration patience) {
    long left = patience.toNanos();
    long seen = 0;
    lock.lock();
    try {
      while (true) {
        Optional<Matcher> match =
            lines.stream()
                .skip(Math.max(0, seen - dropped))
                .map(pattern::matcher)
                .filter(Matcher::find)
                .findFirst();
        if (match.isPresent()) {
          return match.get();
        }
        seen = dropped + lines.size();
        if (ended || left <= 0) {
          throw new ProcessException(
              "%s %s %s, its last lines:%n%s"
                  .formatted(
                      name, ended ? "ended without" : "did not say in time", pattern, tail()));
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessException("interrupted while waiting for " + pattern, e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for its end and returns its exit code.
   *
   * @throws ProcessException when it has not ended in time; then it still runs
   */
  public int awaitEnd(Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      atShutdown.cancel();
      return process.exitValue();
    } catch (TimeoutException e) {
      throw new ProcessException(name + " did not end in time, its last lines:\n" + logTail(), e);
    } catch (ExecutionException e) {
      throw new ProcessException("could not wait for " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessException("interrupted while " + name + " ended", e);
    }
  }

  /**
   * Asks the process to end (SIGTERM) and returns its exit code.
   *
   * @throws ProcessException when it has not ended in time; then it still runs
   */
  public int stop(Duration patience) {
    // Not Process.destroy(): that closes the output before the last lines are read.
    process.toHandle().destroy();
    return awaitEnd(patience);
  }

  /** Ends the process and all that it started with SIGKILL and returns when they are gone. */
  public void kill() {
    ProcessTree.kill(process.toHandle());
    atShutdown.cancel();
  }

  /** Stops the process (SIGSTOP): it keeps its sockets open and answers nothing. */
  public void suspend() {
    ProcessTree.signal("STOP", List.of(process.toHandle()));
  }

  /** Lets a stopped process go on (SIGCONT). */
  public void resume() {
    ProcessTree.signal("CONT", List.of(process.toHandle()));
  }

  /** The lines that are kept, oldest first. */
  public List<String> log() {
    lock.lock();
    try {
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    kill();
  }

  @Override
  public String toString() {
    return name + " (" + pid() + ")";
  }

  private void read() {
    try (var output = process.getInputStream()) {
      var source = new BoundedLines(output, LINE_BYTES);
      for (@Nullable String line = source.next(); line != null; line = source.next()) {
        append(line);
      }
    } catch (IOException e) {
      append("output ended: " + e.getMessage());
    }
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void append(String line) {
    lock.lock();
    try {
      if (lines.size() == LINES) {
        lines.removeFirst();
        dropped++;
      }
      lines.addLast(line);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private String logTail() {
    lock.lock();
    try {
      return tail();
    } finally {
      lock.unlock();
    }
  }

  private String tail() {
    return String.join("\n", lines.stream().skip(Math.max(0, lines.size() - TAIL)).toList());
  }
}
