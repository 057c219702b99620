package gossamer.peer.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.peer.host.BulkHeader;
import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.host.Input;
import gossamer.peer.host.Output;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A receiver whose holders lie. */
class HostileHolderTest {
  private static final int TICKET = 3;
  private static final int LINK = 2;

  private final ContentNet net = new ContentNet(1);
  private final Node holder = net.node();
  private final Node other = net.node();
  private final RecordingPort port = new RecordingPort();
  private final Content content = new Content(port, net.node().id);
  private final FakeFile file = FakeFile.ofBlocks(1, 1_200);
  private final MerkleTree tree = new MerkleTree(file.leaves);
  private long now = 1_000_000;
  private int refs;

  /** A fetch from one linked holder that has asked for the manifest. */
  private void fetch(PeerRecord... holders) {
    port.links.put(holder.id, LINK);
    content.linkUp(LINK, holder.id, now);
    content.command(new Command.Fetch(TICKET, file.content, List.of(holders)), now);
  }

  private void fetchToHashes() throws ProtocolException {
    fetch(holder.record);
    content.frame(LINK, new Frame.ManifestReply(file.content, file.encoded), now);
    content.command(new Command.Receive(TICKET), now);
    assertEquals(0, port.take(Frame.HashesRequest.class).getFirst().span());
  }

  private List<Frame.BlocksRequest> fetchToBlocks() throws ProtocolException {
    fetchToHashes();
    hashes(0, tree.leaves(0), tree.proof(0));
    return port.take(Frame.BlocksRequest.class);
  }

  private void hashes(int span, byte[] leaves, byte[] proof) throws ProtocolException {
    content.frame(LINK, new Frame.HashesReply(file.content, span, leaves, proof), now);
  }

  private void block(int tag, int index, byte[] digest, int length) throws ProtocolException {
    byte[] header = new BulkHeader(tag, index).encode();
    content.bulk(new Input.BulkReceived(LINK, header, digest, length, ++refs), now);
  }

  private void pass(int millis) {
    for (int i = 0; i < millis; i += 50) {
      now += 50;
      content.tick(now);
    }
  }

  private void assertDropped(int ref) {
    List<Output> outputs = new ArrayList<>(port.outputs);
    assertTrue(outputs.contains(new Output.DropBlock(ref)), () -> "kept " + ref + ": " + outputs);
  }

  private ErrorCode failure() {
    for (Event event : port.events) {
      if (event instanceof Event.Failed failed) {
        return failed.code();
      }
    }
    return null;
  }

  @Test
  void aManifestOfOtherContentBansTheHolder() throws ProtocolException {
    fetch(holder.record);
    byte[] wrong = FakeFile.ofBlocks(2, 1).encoded;
    content.frame(LINK, new Frame.ManifestReply(file.content, wrong), now);
    assertEquals(1, port.counted(ErrorCode.CORRUPT));
    assertEquals(0, port.events.size());
    assertEquals(1, port.searches.size());
    content.holdersFound(port.searches.getFirst(), List.of(holder.record));
    assertEquals(ErrorCode.CORRUPT, failure());
  }

  @Test
  void aManifestThatIsTrueButNonsenseFailsAtOnce() throws ProtocolException {
    byte[] nonsense = file.encoded.clone();
    nonsense[0] = 9;
    byte[] id = Manifest.contentId(nonsense);
    port.links.put(holder.id, LINK);
    content.linkUp(LINK, holder.id, now);
    content.command(new Command.Fetch(TICKET, id, List.of(holder.record)), now);
    content.frame(LINK, new Frame.ManifestReply(id, nonsense), now);
    assertEquals(ErrorCode.UNKNOWN_VERSION, failure());
    assertEquals(Long.MAX_VALUE, content.deadline());
  }

  @Test
  void hashesWithoutProofBanTheHolder() throws ProtocolException {
    byte[] bad = tree.proof(0);
    bad[5] ^= 1;
    fetchToHashes();
    hashes(0, tree.leaves(0), bad);
    assertEquals(1, port.counted(ErrorCode.CORRUPT));
    assertEquals(List.of(), port.take(Frame.BlocksRequest.class));
    assertEquals(List.of(), port.take(Frame.HashesRequest.class));
  }

  @Test
  void hashesOfAnotherSpanUnderTheNumberThatWasAskedBanTheHolder() throws ProtocolException {
    fetchToHashes();
    hashes(0, tree.leaves(1), tree.proof(1));
    assertEquals(1, port.counted(ErrorCode.CORRUPT));
  }

  @Test
  void hashesThatNobodyAskedForAreNotTaken() throws ProtocolException {
    fetchToHashes();
    hashes(1, tree.leaves(1), tree.proof(1));
    hashes(Integer.MAX_VALUE, new byte[0], new byte[0]);
    assertEquals(2, port.counted(ErrorCode.UNEXPECTED));
    assertEquals(0, port.counted(ErrorCode.CORRUPT));
    assertEquals(List.of(), port.take(Frame.BlocksRequest.class));
  }

  @Test
  void aHolderThatNeverAnswersWhatIsAskedIsGivenUp() throws ProtocolException {
    fetchToHashes();
    for (int i = 0; i < 40 && failure() == null; i++) {
      pass(1_000);
      hashes(1, tree.leaves(1), tree.proof(1));
      if (!port.searches.isEmpty()) {
        content.holdersFound(port.searches.removeFirst(), List.of());
      }
    }
    assertEquals(ErrorCode.NO_HOLDER, failure());
  }

  @Test
  void aBlockOfOtherBytesBansTheHolderAndIsDropped() throws ProtocolException {
    int tag = fetchToBlocks().getFirst().tag();
    block(tag, 0, file.digest(0), MerkleTree.BLOCK);
    block(tag, 1, file.digest(2), MerkleTree.BLOCK);
    assertDropped(2);
    assertEquals(1, port.counted(ErrorCode.CORRUPT));
    assertEquals(List.of(new Frame.BlocksCancel(tag)), port.take(Frame.BlocksCancel.class));
    port.sent.clear();
    block(tag, 2, file.digest(2), MerkleTree.BLOCK);
    assertDropped(3);
    pass(2_000);
    assertTrue(port.sent.isEmpty());
  }

  @Test
  void aBlockOfAnotherLengthBansTheHolder() throws ProtocolException {
    int tag = fetchToBlocks().getFirst().tag();
    block(tag, 0, file.digest(0), MerkleTree.BLOCK - 1);
    assertDropped(1);
    assertEquals(1, port.counted(ErrorCode.CORRUPT));
  }

  @Test
  void blocksThatNobodyAskedForAreDropped() throws ProtocolException {
    Frame.BlocksRequest asked = fetchToBlocks().getFirst();
    int[] indexes = {asked.first() + asked.count(), 511, 512, 1_199, 1_200, Integer.MAX_VALUE};
    for (int index : indexes) {
      block(asked.tag(), index, file.digest(index), MerkleTree.BLOCK);
      assertDropped(refs);
    }
    block(asked.tag() + 1, 0, file.digest(0), MerkleTree.BLOCK);
    assertDropped(refs);
    assertEquals(indexes.length + 1, port.counted(ErrorCode.UNEXPECTED));
    assertEquals(List.of(), port.takeOutputs(Output.KeepBlock.class));
  }

  @Test
  void aBlockThatComesTwiceIsKeptOnce() throws ProtocolException {
    int tag = fetchToBlocks().getFirst().tag();
    block(tag, 0, file.digest(0), MerkleTree.BLOCK);
    block(tag, 0, file.digest(0), MerkleTree.BLOCK);
    assertDropped(2);
    assertEquals(
        List.of(new Output.KeepBlock(TICKET, 0, 1)), port.takeOutputs(Output.KeepBlock.class));
    content.blockStored(new Input.BlockStored(TICKET, 0, null), now);
    content.blockStored(new Input.BlockStored(TICKET, 0, null), now);
    content.blockStored(new Input.BlockStored(TICKET, 9, null), now);
    block(tag, 0, file.digest(0), MerkleTree.BLOCK);
    assertDropped(3);
  }

  @Test
  void blocksWithoutAFetchAreDropped() throws ProtocolException {
    port.links.put(holder.id, LINK);
    content.linkUp(LINK, holder.id, now);
    block(0, 0, file.digest(0), MerkleTree.BLOCK);
    assertDropped(1);
    assertEquals(1, port.counted(ErrorCode.UNEXPECTED));
  }

  @Test
  void aHeaderThatIsNonsenseIsDroppedAndSaid() {
    port.links.put(holder.id, LINK);
    content.linkUp(LINK, holder.id, now);
    byte[] header = new BulkHeader(1, 1).encode();
    header[0] = 7;
    Input.BulkReceived bulk = new Input.BulkReceived(LINK, header, new byte[32], 1, 5);
    assertThrows(ProtocolException.class, () -> content.bulk(bulk, now));
    assertDropped(5);
  }

  @Test
  void blocksBeforeTheStoreIsReadyAreDropped() throws ProtocolException {
    fetch(holder.record);
    content.frame(LINK, new Frame.ManifestReply(file.content, file.encoded), now);
    block(0, 0, file.digest(0), MerkleTree.BLOCK);
    assertDropped(1);
  }

  @Test
  void answersOfStrangersAreCountedAndForgotten() throws ProtocolException {
    fetchToHashes();
    port.links.put(other.id, 4);
    content.linkUp(4, other.id, now);
    content.frame(4, new Frame.ContentError(file.content, ErrorCode.CONTENT_CHANGED), now);
    content.frame(4, new Frame.HashesReply(file.content, 0, tree.leaves(0), tree.proof(0)), now);
    content.frame(4, new Frame.ManifestReply(file.content, file.encoded), now);
    assertEquals(3, port.counted(ErrorCode.UNEXPECTED));
    assertEquals(List.of(), port.take(Frame.BlocksRequest.class));
    hashes(0, tree.leaves(0), tree.proof(0));
    assertEquals(1, port.take(Frame.BlocksRequest.class).size());
  }

  @Test
  void aDirectoryFullOfStrangersIsBounded() {
    List<PeerRecord> strangers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      strangers.add(net.node().record);
    }
    content.command(new Command.Fetch(TICKET, file.content, List.of()), now);
    content.holdersFound(port.searches.getFirst(), strangers);
    pass(10_000);
    assertTrue(port.connects.size() <= 8, () -> "connects: " + port.connects.size());
    pass(60_000);
    assertEquals(ErrorCode.NO_HOLDER, failure());
  }

  @Test
  void noMoreThanEightHoldersAreLinkedForOneFetch() throws ProtocolException {
    List<PeerRecord> strangers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      strangers.add(net.node().record);
    }
    fetchToBlocks();
    pass(300);
    content.holdersFound(port.searches.getFirst(), strangers);
    pass(300);
    assertEquals(7, port.connects.size());
  }

  @Test
  void aSlowHolderIsAskedForTwoSecondsAhead() throws ProtocolException {
    int asked = 0;
    int came = 0;
    int most = 0;
    List<Frame.BlocksRequest> requests = fetchToBlocks();
    int tag = requests.getFirst().tag();
    for (int i = 0; i < 300; i++) {
      asked += requests.stream().mapToInt(Frame.BlocksRequest::count).sum();
      most = i < 20 ? 0 : Math.max(most, asked - came);
      block(tag, came, file.digest(came), MerkleTree.BLOCK);
      content.blockStored(new Input.BlockStored(TICKET, came++, null), now);
      pass(100);
      requests = port.take(Frame.BlocksRequest.class);
    }
    assertTrue(most >= 16 && most <= 32, "outstanding " + most);
  }

  @Test
  void aHolderThatCannotBeReachedIsNotDialledAllTheTime() {
    content.command(new Command.Fetch(TICKET, file.content, List.of(holder.record)), now);
    int answered = 0;
    for (int i = 0; i < 120; i++) {
      if (port.connects.size() > answered) {
        answered++;
        content.connectFailed(holder.id);
      }
      pass(150);
    }
    assertEquals(4, port.connects.size());
    assertEquals(ErrorCode.NO_HOLDER, failure());
  }

  @Test
  void ownRecordsAreNotDialled() {
    Node self = net.nodes.get(2);
    content.command(new Command.Fetch(TICKET, file.content, List.of(self.record)), now);
    pass(1_000);
    assertEquals(List.of(), port.connects);
  }

  @Test
  void aHolderThatIsAskedForTooMuchIsAskedForLess() throws ProtocolException {
    int count = fetchToBlocks().stream().mapToInt(Frame.BlocksRequest::count).sum();
    assertEquals(16, count);
    content.frame(LINK, new Frame.ContentError(file.content, ErrorCode.LIMIT), now);
    pass(500);
    count =
        port.take(Frame.BlocksRequest.class).stream().mapToInt(Frame.BlocksRequest::count).sum();
    assertEquals(4, count);
  }

  @Test
  void aFetchOfNonsenseFails() {
    content.command(new Command.Fetch(TICKET, new byte[31], List.of()), now);
    assertEquals(ErrorCode.INVALID_ARGUMENT, failure());
  }
}
