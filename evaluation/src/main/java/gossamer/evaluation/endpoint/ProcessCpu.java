package gossamer.evaluation.endpoint;

import gossamer.evaluation.process.ProcessTree;
import java.time.Duration;

/** What processes have used, as the kernel counts it. */
final class ProcessCpu {
  private ProcessCpu() {}

  /** CPU time of a process and all that it started and that still runs, in milliseconds. */
  static double millis(ProcessHandle root) {
    return ProcessTree.of(root).stream()
        .mapToLong(process -> process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis())
        .sum();
  }
}
