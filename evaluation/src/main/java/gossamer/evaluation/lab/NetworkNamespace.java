package gossamer.evaluation.lab;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A network of its own: devices, addresses, routes and ports that nobody outside sees. Its loopback
 * is up.
 *
 * @param name as {@code ip netns} knows it
 */
public record NetworkNamespace(String name) {
  /** What to put in front of a program and its arguments so that it runs inside. */
  public List<String> prefix() {
    return List.of("ip", "netns", "exec", name);
  }

  /** The program and its arguments, to be run inside. The process id is that of the program. */
  public List<String> command(List<String> line) {
    var inside = new ArrayList<>(prefix());
    inside.addAll(line);
    return inside;
  }

  /** Runs {@code ip} inside. */
  void ip(String... arguments) {
    var line = new ArrayList<>(List.of("-n", name));
    line.addAll(List.of(arguments));
    Ip.run(line);
  }

  /**
   * Loads packet filter and address translation of nftables; what was loaded before goes.
   *
   * @param rules in the language of {@code nft}
   * @throws LabException with its message, when nft is not installed or refuses
   */
  public void rules(String rules) {
    Tool.run("nftables", command(List.of("nft", "--file", "-")), "flush ruleset\n" + rules);
  }

  /** Passes packets on between its devices from now on. */
  public void forward() {
    call(() -> Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1"));
  }

  /**
   * Runs something on a thread that is inside: sockets which it opens belong to the namespace, and
   * may be used by any thread afterwards.
   *
   * @throws LabException when the namespace cannot be entered, or with what the task threw as cause
   */
  public <T> T call(Callable<T> task) {
    var result =
        new FutureTask<T>(() -> {
          enter();
          return task.call();
        });
    // The thread ends with the task: nobody else ever runs on it.
    Thread.ofPlatform().name("in " + name).start(result);
    try {
      return result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LabException known) {
        throw known;
      }
      throw new LabException("in " + name + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }

  private void enter() {
    try (Arena arena = Arena.ofConfined()) {
      var kernel = new Kernel(arena);
      int descriptor =
          kernel.open(
              Leftovers.NAMESPACES.resolve(name).toString(), Kernel.O_RDONLY | Kernel.O_CLOEXEC);
      if (descriptor < 0) {
        throw new LabException("no namespace " + name + ": error " + -descriptor);
      }
      int result = kernel.setns(descriptor, Kernel.CLONE_NEWNET);
      kernel.close(descriptor);
      if (result < 0) {
        throw new LabException("cannot enter " + name + ": error " + -result);
      }
    }
  }
}
