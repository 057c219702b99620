package gossamer.evaluation.turn;

import com.sun.management.ThreadMXBean;
import gossamer.master.Master;
import gossamer.master.MasterConfig;
import gossamer.master.turn.TurnSettings;
import gossamer.turn.PeerPolicy.Prefix;
import gossamer.turn.TurnConfig.PortRange;
import gossamer.turn.TurnLimits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A master that relays, without limits of bandwidth, in a process of its own. It takes the secret
 * of the credentials, prints {@code serving PORT}, and twice a second {@code allocated BYTES}, all
 * that its threads ever took of the heap.
 */
public final class RelayProgram {
  private static final long PERIOD = 500;

  private RelayProgram() {}

  /** Serves until it is killed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    TurnSettings settings =
        TurnSettings.usual()
            .withSecret(arguments[0].getBytes(StandardCharsets.US_ASCII))
            .withPorts(new PortRange(40_000, 47_999))
            .allowing(List.of(Prefix.parse("127.0.0.2").orElseThrow()))
            .withLimits(
                TurnLimits.usual().withRates(0, 10_000).withAllocations(10_000, 10_000, 10_000))
            .withWideChannels();
    Master master = Master.start(MasterConfig.builder().port(0).turn(settings).build());
    System.out.println("serving " + master.port());
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    while (true) {
      System.out.println("allocated " + threads.getTotalThreadAllocatedBytes());
      Thread.sleep(PERIOD);
    }
  }
}
