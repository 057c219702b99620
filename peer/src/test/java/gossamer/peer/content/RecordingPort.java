package gossamer.peer.content;

import gossamer.peer.host.Event;
import gossamer.peer.host.Output;
import gossamer.peer.id.Id;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes down what content wants, for a test that plays everybody else. */
final class RecordingPort implements ContentPort {
  record Sent(int link, Frame frame) {}

  final List<Sent> sent = new ArrayList<>();
  final List<Output> outputs = new ArrayList<>();
  final List<Event> events = new ArrayList<>();
  final List<Id> connects = new ArrayList<>();
  final List<Id> searches = new ArrayList<>();
  final Map<Id, Integer> links = new HashMap<>();
  final int[] counts = new int[256];

  /** The frames of this type that were sent so far, which are forgotten. */
  <F extends Frame> List<F> take(Class<F> type) {
    List<F> taken =
        sent.stream().map(Sent::frame).filter(type::isInstance).map(type::cast).toList();
    sent.removeIf(s -> type.isInstance(s.frame()));
    return taken;
  }

  /** The outputs of this type so far, which are forgotten. */
  <O extends Output> List<O> takeOutputs(Class<O> type) {
    List<O> taken = outputs.stream().filter(type::isInstance).map(type::cast).toList();
    outputs.removeIf(type::isInstance);
    return taken;
  }

  int counted(ErrorCode code) {
    return counts[code.number()];
  }

  @Override
  public int linkTo(Id peer) {
    return links.getOrDefault(peer, -1);
  }

  @Override
  public void send(int link, Frame frame) {
    sent.add(new Sent(link, frame));
  }

  @Override
  public void output(Output output) {
    outputs.add(output);
  }

  @Override
  public void emit(Event event) {
    events.add(event);
  }

  @Override
  public void count(ErrorCode code) {
    counts[code.number()]++;
  }

  @Override
  public void connect(PeerRecord holder) {
    connects.add(holder.id());
  }

  @Override
  public void findHolders(Id key) {
    searches.add(key);
  }

  @Override
  public void announce(Id key) {}

  @Override
  public void withdraw(Id key) {}
}
