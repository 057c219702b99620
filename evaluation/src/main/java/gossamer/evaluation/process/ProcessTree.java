package gossamer.evaluation.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process and all that it started. */
public final class ProcessTree {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int ROUNDS = 20;

  private ProcessTree() {}

  /**
   * Ends the process and its descendants with SIGKILL and returns when they are gone.
   *
   * <p>They are all stopped first: else the children of a killed browser notice that their parent
   * is gone and take leave of their peers, which a power cut would not have let them do.
   *
   * @throws ProcessException when one of them is still there after 10 s
   */
  public static void kill(ProcessHandle root) {
    kill(stop(root));
  }

  /** The process and its descendants at this moment. */
  public static Set<ProcessHandle> of(ProcessHandle root) {
    var tree = new LinkedHashSet<>(List.of(root));
    root.descendants().forEach(tree::add);
    return tree;
  }

  /**
   * Ends these processes with SIGKILL and returns when they are gone.
   *
   * @throws ProcessException when one of them is still there after 10 s
   */
  public static void kill(Set<ProcessHandle> processes) {
    processes.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(processes);
  }

  /** Stops the tree (SIGSTOP) until nobody in it can start anything any more. */
  private static Set<ProcessHandle> stop(ProcessHandle root) {
    Set<ProcessHandle> stopped = new LinkedHashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> fresh = new ArrayList<>(of(root));
      fresh.removeAll(stopped);
      fresh.removeIf(process -> !process.isAlive());
      if (fresh.isEmpty()) {
        return stopped;
      }
      signal("STOP", fresh);
      stopped.addAll(fresh);
    }
    throw new ProcessException(root.pid() + " starts processes faster than they can be stopped");
  }

  /** Sends a signal. Processes that are gone already are passed over. */
  static void signal(String name, Collection<ProcessHandle> processes) {
    var command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$@\"", "sh", name));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .onExit()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new ProcessException("could not send " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessException("interrupted while sending " + name, e);
    }
  }

  private static void awaitEnd(Set<ProcessHandle> processes) {
    var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      List<ProcessHandle> left = processes.stream().filter(ProcessTree::runs).toList();
      if (!left.isEmpty()) {
        throw new ProcessException("still there after SIGKILL: " + left, e);
      }
    } catch (ExecutionException e) {
      throw new ProcessException("could not wait for the end of " + processes, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessException("interrupted while processes ended", e);
    }
  }

  /** Alive, and not just a zombie that its new parent has not collected yet. */
  private static boolean runs(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return process.isAlive() && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return process.isAlive();
    }
  }
}
