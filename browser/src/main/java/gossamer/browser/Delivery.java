package gossamer.browser;

import gossamer.peer.host.Event;
import gossamer.peer.host.Output;

/** Hands every output of the core to the host, one call each. */
final class Delivery {
  private final Port port;
  private final Listener listener;

  Delivery(Port port, Listener listener) {
    this.port = port;
    this.listener = listener;
  }

  void deliver(Output output) {
    switch (output) {
      case Output.Dial o -> port.dial(o.link(), o.address());
      case Output.Offer o -> port.offer(o.link(), o.rung().ordinal());
      case Output.Answer o -> port.answer(o.link(), o.offer(), o.rung().ordinal());
      case Output.AcceptAnswer o -> port.acceptAnswer(o.link(), o.answer());
      case Output.Decipher o -> port.decipher(o.link(), o.bytes());
      case Output.Credit o -> port.credit(o.link());
      case Output.AddCandidates o -> {
        for (byte[] candidate : o.candidates()) {
          port.addCandidate(o.link(), candidate);
        }
      }
      case Output.CloseLink o -> port.closeLink(o.link());
      case Output.Send o -> port.send(o.link(), o.frame());
      case Output.Sign o -> port.sign(o.ticket(), o.message());
      case Output.Verify o -> port.verify(o.ticket(), o.key(), o.message(), o.signature());
      case Output.Seal o -> port.seal(o.ticket(), o.receiver(), o.plaintext(), o.context());
      case Output.Unseal o -> port.unseal(o.ticket(), o.body(), o.context());
      case Output.SendBlock o -> port.sendBlock(o.link(), o.share(), o.header(), o.length());
      case Output.KeepBlock o -> port.keepBlock(o.transfer(), o.index(), o.ref());
      case Output.DropBlock o -> port.dropBlock(o.ref());
      case Output.Emit o -> emit(o.event());
    }
  }

  private void emit(Event event) {
    switch (event) {
      case Event.RecordRenewed e -> listener.recordRenewed(Records.of(e.record()));
      case Event.Done e -> listener.done(e.ticket(), null);
      case Event.Failed e -> listener.failed(e.ticket(), e.code().code(), e.reason());
      case Event.Connected e -> listener.done(e.ticket(), Records.of(e.peer()));
      case Event.Found e -> listener.done(e.ticket(), Records.of(e.peer()));
      case Event.Got e -> listener.done(e.ticket(), Records.values(e.values()));
      case Event.Shared e -> listener.done(e.ticket(), Records.bytes(e.content()));
      case Event.LinkUp e -> listener.linkUp(Records.of(e.peer()), e.path().ordinal());
      case Event.LinkPath e -> listener.linkPath(e.peer().toString(), e.path().ordinal());
      case Event.LinkDown e -> listener.linkDown(e.peer().toString(), e.reason().code());
      case Event.MasterFailed e -> listener.masterFailed(e.address(), e.reason().code());
      case Event.ConnectionOpened e -> listener.connectionOpened(Records.of(e.peer()));
      case Event.ConnectionClosed e ->
          listener.connectionClosed(e.peer().toString(), e.reason().code());
      case Event.DataReceived e -> listener.data(e.peer().toString(), e.text(), e.bytes());
      case Event.MessageReceived e -> listener.message(e.peer().toString(), e.bytes());
      case Event.Delivered e ->
          listener.delivered(e.key().toString(), e.source().toString(), e.bytes());
      case Event.Forwarding e ->
          listener.forwarding(e.token(), e.key().toString(), e.next().toString(), e.bytes());
      case Event.ManifestKnown e -> listener.manifest(e.ticket(), e.manifest());
      case Event.Progress e -> listener.progress(e.ticket(), (double) e.bytes(), e.holders());
      case Event.ShareLost e -> listener.shareLost(e.share(), e.reason().code());
    }
  }
}
