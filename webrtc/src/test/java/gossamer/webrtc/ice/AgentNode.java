package gossamer.webrtc.ice;

import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A full agent in the simulated network that tells the other one all it finds, out of band. */
final class AgentNode implements SimNetwork.Node {
  final IceAgent agent;
  final List<IceState> states = new ArrayList<>();
  final List<IceOutput.Selected> selections = new ArrayList<>();
  private final List<TransportAddress> bases;
  private final List<Candidate> found = new ArrayList<>();
  Optional<AgentNode> peer = Optional.empty();
  boolean gathered;

  /** What a browser does with mDNS: host candidates are names that say nothing. */
  boolean hidesHosts;

  AgentNode(IceAgent agent, List<TransportAddress> bases) {
    this.agent = agent;
    this.bases = bases;
  }

  void gather(long now) {
    bases.forEach(agent::addHost);
    agent.addServer(SimNetwork.STUN, now);
    agent.endOfLocalCandidates();
  }

  List<TransportAddress> bases() {
    return bases;
  }

  /** After a restart all candidates are told again. */
  void tellAgain() {
    peer.ifPresent(other -> found.forEach(candidate -> tell(other, candidate)));
  }

  @Override
  public void receive(ByteBuffer packet, IcePath path, long now) {
    agent.receive(packet, path, now);
  }

  @Override
  public void tick(long now) {
    agent.tick(now);
  }

  @Override
  public long deadline() {
    return agent.deadlineMicros();
  }

  @Override
  public List<IceOutput.Send> drain(long now) {
    List<IceOutput.Send> sends = new ArrayList<>();
    Optional<IceOutput> next = agent.poll();
    while (next.isPresent()) {
      switch (next.get()) {
        case IceOutput.Send send -> sends.add(send);
        case IceOutput.Selected selected -> selections.add(selected);
        case IceOutput.StateChanged changed -> states.add(changed.state());
        case IceOutput.GatheringDone done -> gathered = done.equals(new IceOutput.GatheringDone());
        case IceOutput.Discovered(Candidate candidate) -> {
          found.add(candidate);
          peer.ifPresent(other -> tell(other, candidate));
        }
        case IceOutput.Probe probe -> throw new IllegalStateException("the full agent asks itself");
      }
      next = agent.poll();
    }
    return sends;
  }

  private void tell(AgentNode other, Candidate candidate) {
    try {
      Candidate told = Candidate.parse(candidate.text());
      if (hidesHosts && told.type() == CandidateType.HOST) {
        told =
            Candidate.parse(
                "candidate:1 1 udp 2113937151 4f2c8d5a-2f3e-4b0c-9c9d-1a2b3c4d5e6f.local 50000 typ host");
      }
      other.agent.addRemote(told);
    } catch (CandidateException e) {
      throw new IllegalStateException(e);
    }
  }
}
