package gossamer.peer.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.peer.host.BulkHeader;
import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.host.Input;
import gossamer.peer.host.Output;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a receiver asks for, block by block. */
class ReceiverTest {
  private static final int TICKET = 3;
  private static final int FIRST = 2;
  private static final int SECOND = 4;
  private static final long NOW = 1_000_000;

  private final ContentNet net = new ContentNet(1);
  private final Node first = net.node();
  private final Node second = net.node();
  private final RecordingPort port = new RecordingPort();
  private final Content content = new Content(port, net.node().id);
  private int refs;

  private int start(FakeFile file) throws ProtocolException {
    port.links.put(first.id, FIRST);
    content.linkUp(FIRST, first.id, NOW);
    content.command(
        new Command.Fetch(TICKET, file.content, List.of(first.record, second.record)), NOW);
    content.frame(FIRST, new Frame.ManifestReply(file.content, file.encoded), NOW);
    content.command(new Command.Receive(TICKET), NOW);
    MerkleTree tree = new MerkleTree(file.leaves);
    content.frame(
        FIRST, new Frame.HashesReply(file.content, 0, tree.leaves(0), tree.proof(0)), NOW);
    Frame.BlocksRequest request = (Frame.BlocksRequest) port.sent.getLast().frame();
    assertEquals(0, request.first());
    return request.tag();
  }

  private void block(int link, int tag, FakeFile file, int index) throws ProtocolException {
    byte[] header = new BulkHeader(tag, index).encode();
    content.bulk(
        new Input.BulkReceived(link, header, file.digest(index), MerkleTree.BLOCK, ++refs), NOW);
  }

  @Test
  void anIdleHolderTakesOverHalfOfWhatAnotherWouldSendLast() throws ProtocolException {
    FakeFile file = FakeFile.ofBlocks(1, 20);
    int tag = start(file);
    port.take(Frame.BlocksRequest.class);
    port.links.put(second.id, SECOND);
    content.linkUp(SECOND, second.id, NOW);
    Frame.BlocksRequest rest = port.take(Frame.BlocksRequest.class).getFirst();
    assertEquals(16, rest.first());
    assertEquals(4, rest.count());
    for (int i = 16; i < 20; i++) {
      block(SECOND, rest.tag(), file, i);
    }
    Frame.BlocksRequest stolen = port.take(Frame.BlocksRequest.class).getFirst();
    assertEquals(8, stolen.first());
    assertEquals(8, stolen.count());

    // Whoever is first is taken; the other's copy is no offence.
    block(FIRST, tag, file, 8);
    block(SECOND, stolen.tag(), file, 8);
    block(SECOND, stolen.tag(), file, 9);
    block(FIRST, tag, file, 9);
    assertEquals(6, port.takeOutputs(Output.KeepBlock.class).size());
    assertEquals(2, port.takeOutputs(Output.DropBlock.class).size());
    assertEquals(0, port.counted(ErrorCode.UNEXPECTED));
  }

  @Test
  void blocksThatWaitForTheStoreAreForgottenWhenItIsFull() throws ProtocolException {
    FakeFile file = FakeFile.ofBlocks(2, 500);
    int tag = start(file);
    int came = 0;
    List<Frame.BlocksRequest> requests = new ArrayList<>(port.take(Frame.BlocksRequest.class));
    while (!requests.isEmpty()) {
      Frame.BlocksRequest request = requests.removeFirst();
      for (int i = 0; i < request.count(); i++) {
        block(FIRST, tag, file, request.first() + i);
        came++;
      }
      requests.addAll(port.take(Frame.BlocksRequest.class));
    }
    int waiting = came - StoreQueue.STORING;
    assertTrue(waiting > 0 && waiting <= Holder.LARGEST_WINDOW, "waiting: " + waiting);
    assertEquals(StoreQueue.STORING, port.takeOutputs(Output.KeepBlock.class).size());

    content.blockStored(new Input.BlockStored(TICKET, 0, ErrorCode.DISK_FULL), NOW);
    assertEquals(waiting, port.takeOutputs(Output.DropBlock.class).size());
    assertEquals(0, port.takeOutputs(Output.KeepBlock.class).size());
    assertEquals(new Event.Failed(TICKET, ErrorCode.DISK_FULL, "store"), port.events.getLast());
  }
}
