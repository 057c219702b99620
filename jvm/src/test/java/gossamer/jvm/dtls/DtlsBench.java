package gossamer.jvm.dtls;

import gossamer.webrtc.dtls.DtlsRole;
import gossamer.webrtc.dtls.DtlsSession;
import gossamer.webrtc.dtls.DtlsState;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Measures handshakes, data, garbage and idle memory; run by hand, prints what it saw. */
public final class DtlsBench {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int SIZE = 1200;

  private final EngineFactory factory = new EngineFactory(HostCertificate.generate());
  private final ByteBuffer datagram = ByteBuffer.allocate(1472);
  private final ByteBuffer packet = ByteBuffer.allocate(1472);

  private DtlsBench() {}

  private record Pair(DtlsSession client, DtlsSession server) {}

  /** Runs all measurements. */
  public static void main(String[] arguments) {
    long start = System.nanoTime();
    EngineFactory.warmUp(1);
    print("first handshake, ms", (System.nanoTime() - start) / 1e6);
    DtlsBench bench = new DtlsBench();
    bench.handshakes(300);
    bench.handshakes(500);
    bench.data(20_000);
    bench.data(50_000);
    bench.idle(500);
  }

  private static void print(String what, double figure) {
    System.out.printf("%-40s %10.2f%n", what, figure);
  }

  private static long cpu() {
    return THREADS.getCurrentThreadCpuTime();
  }

  private static long allocated() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  private Pair connect() {
    Pair pair =
        new Pair(
            factory.session(DtlsRole.CLIENT, it -> true),
            factory.session(DtlsRole.SERVER, it -> true));
    pair.client().start(0);
    pair.server().start(0);
    while (move(pair.client(), pair.server()) || move(pair.server(), pair.client())) {
      datagram.clear();
    }
    if (pair.client().state() != DtlsState.CONNECTED) {
      throw new IllegalStateException("not connected");
    }
    return pair;
  }

  private boolean move(DtlsSession from, DtlsSession to) {
    boolean hasMoved = false;
    while (from.pollDatagram(datagram.clear())) {
      to.receive(datagram.flip(), 0);
      hasMoved = true;
    }
    return hasMoved;
  }

  private void handshakes(int count) {
    long cpu = cpu();
    long bytes = allocated();
    for (int i = 0; i < count; i++) {
      connect();
    }
    print("pairs of handshakes per CPU second", count * 1e9 / (cpu() - cpu));
    print("garbage per pair, KB", (allocated() - bytes) / 1e3 / count);
  }

  private void data(int count) {
    Pair pair = connect();
    byte[] content = new byte[SIZE];
    long cpu = cpu();
    long bytes = allocated();
    long wrapped = 0;
    for (int i = 0; i < count; i++) {
      packet.clear().put(content).flip();
      long before = allocated();
      pair.client().protect(packet, datagram.clear());
      wrapped += allocated() - before;
      pair.server().receive(datagram.flip(), 0);
      pair.server().pollPacket(packet.clear());
    }
    print("wrap + unwrap, CPU ms per MB", (cpu() - cpu) / 1e6 / (count * SIZE / 1e6));
    print("garbage per record written and read, B", (allocated() - bytes) / (double) count);
    print("  of it written, B", wrapped / (double) count);
  }

  private void idle(int count) {
    List<Pair> pairs = new ArrayList<>();
    connect();
    long before = used();
    for (int i = 0; i < count; i++) {
      Pair pair = connect();
      packet.clear().limit(SIZE);
      pair.client().protect(packet, datagram.clear());
      pair.server().receive(datagram.flip(), 0);
      pair.server().pollPacket(packet.clear());
      pairs.add(pair);
    }
    print("heap per idle connected session, KB", (used() - before) / 1e3 / (2 * pairs.size()));
    if (pairs.getFirst().client().state() != DtlsState.CONNECTED) {
      throw new IllegalStateException("not connected any more");
    }
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
