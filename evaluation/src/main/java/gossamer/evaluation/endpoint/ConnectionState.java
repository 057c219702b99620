package gossamer.evaluation.endpoint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a connection of an {@link EndpointProgram} has told so far. */
final class ConnectionState implements PeerStack.Events {
  private final Map<String, ChannelTraffic> channels = new ConcurrentHashMap<>();
  private List<Candidate> fresh = new ArrayList<>();
  private boolean gathered;

  /** Candidates that were not given yet. */
  record Gathered(List<Candidate> candidates, boolean complete) {}

  ChannelTraffic traffic(String label) {
    return channels.computeIfAbsent(label, ignored -> new ChannelTraffic());
  }

  synchronized Gathered awaitCandidates() throws InterruptedException {
    while (fresh.isEmpty() && !gathered) {
      wait();
    }
    var result = new Gathered(fresh, gathered);
    fresh = new ArrayList<>();
    return result;
  }

  @Override
  public synchronized void candidate(Candidate candidate) {
    fresh.add(candidate);
    notifyAll();
  }

  @Override
  public synchronized void gathered() {
    gathered = true;
    notifyAll();
  }

  @Override
  public void channel(PeerStack.Channel channel) {
    traffic(channel.label()).channel(channel);
  }

  @Override
  public void open(String label) {
    traffic(label).opened();
  }

  @Override
  public void closed(String label) {
    traffic(label).closed();
  }

  @Override
  public void message(String label, ByteBuffer message) {
    traffic(label).message(message);
  }

  @Override
  public void drained(String label) {
    traffic(label).drained();
  }
}
