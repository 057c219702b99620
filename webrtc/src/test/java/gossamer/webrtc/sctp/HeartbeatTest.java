package gossamer.webrtc.sctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 9260, section 8.3: the path is asked whether it is alive. */
class HeartbeatTest {
  private final Network network = Network.of(SctpConfig.DEFAULT, Network.Path.of(50_000, 0), 1);
  private int questions;
  private int answers;

  @BeforeEach
  void up() {
    network.ends[0].connect(0);
    network.run(1_000_000);
    network.watcher =
        new Network.Watcher() {
          @Override
          public void sent(int from, ByteBuffer packet, long now) {
            questions += packet.get(12) == ChunkType.HEARTBEAT ? 1 : 0;
            answers += packet.get(12) == ChunkType.HEARTBEAT_ACK ? 1 : 0;
          }

          @Override
          public void arriving(int to, ByteBuffer packet, long now) {}

          @Override
          public void arrived(int to, long now) {}
        };
  }

  private void probe() {
    network.ends[0].probe(network.now);
    network.drain();
  }

  @Test
  void section8_3_aQuestionThatWasLostIsPutAgainWhenAsked() {
    Network.Path good = network.path;
    network.path = Network.Path.of(50_000, 1);
    probe();
    network.run(250_000);
    network.path = good;
    probe();
    network.run(250_000);
    assertEquals(2, questions);
    assertEquals(1, answers);
    assertEquals(0, network.ends[0].counters().chunksDropped());
  }

  @Test
  void section6_3_1_C5_anAnswerToSeveralQuestionsMeasuresNothing() {
    long settled = network.ends[0].counters().smoothedRttMicros();
    Network.Path good = network.path;
    network.path = Network.Path.of(50_000, 1);
    probe();
    network.run(700_000);
    network.path = good;
    probe();
    network.run(200_000);
    assertEquals(1, answers);
    assertEquals(settled, network.ends[0].counters().smoothedRttMicros());
  }

  @Test
  void whatWasNotUpYetIsNotAsked() {
    Network fresh = Network.of(SctpConfig.DEFAULT, Network.Path.PERFECT, 2);
    fresh.ends[0].probe(0);
    fresh.run(1_000_000);
    assertTrue(fresh.packets == 0, fresh.packets + " packets");
  }
}
