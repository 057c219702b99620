package gossamer.peer.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.host.Input;
import gossamer.peer.host.Output.SendBlock;
import gossamer.peer.id.Id;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A holder whose requesters ask for too much, for nonsense, or stop reading. */
class HostileRequesterTest {
  private static final long NOW = 1_000_000;

  private final RecordingPort port = new RecordingPort();
  private final Content content = new Content(port, Id.of(new byte[20]));
  private final FakeFile file = FakeFile.ofBlocks(1, 1_500);

  @BeforeEach
  void share() {
    content.command(new Command.Share(1, 1, file.encoded, file.leaves.clone()), NOW);
    assertEquals(1, port.events.size());
  }

  private void ask(int link, int tag, int first, int count) throws ProtocolException {
    content.frame(link, new Frame.BlocksRequest(file.content, tag, first, count), NOW);
  }

  private void sent(SendBlock block, ErrorCode failure) {
    content.blockSent(new Input.BlockSent(block.link(), block.tag(), block.index(), failure));
  }

  @Test
  void aRequestBeyondTheEndIsNonsense() throws ProtocolException {
    ask(2, 0, 1_499, 1);
    for (int[] bad : new int[][] {{1_499, 2}, {1_500, 1}, {1_400, 101}, {Integer.MAX_VALUE, 256}}) {
      ProtocolException e = assertThrows(ProtocolException.class, () -> ask(2, 0, bad[0], bad[1]));
      assertEquals(ErrorCode.MALFORMED, e.code());
    }
    for (int span : new int[] {3, Integer.MAX_VALUE}) {
      assertThrows(
          ProtocolException.class,
          () -> content.frame(2, new Frame.HashesRequest(file.content, span), NOW));
    }
  }

  @Test
  void aFloodOfRequestsIsBounded() throws ProtocolException {
    for (int i = 0; i < 1_000; i++) {
      ask(2, 0, 0, Limits.BLOCKS);
    }
    for (int i = 0; i < 1_000; i++) {
      ask(4, 0, i, 1);
    }
    List<SendBlock> blocks = new ArrayList<>(port.takeOutputs(SendBlock.class));
    assertEquals(2 * Uploads.IN_FLIGHT, blocks.size());
    int served = 0;
    while (!blocks.isEmpty()) {
      sent(blocks.removeFirst(), null);
      served++;
      blocks.addAll(port.takeOutputs(SendBlock.class));
    }
    assertTrue(served <= 2 * (Limits.BLOCKS + Uploads.IN_FLIGHT), "served " + served);
    assertTrue(port.counted(ErrorCode.LIMIT) > 1_500);
    assertEquals(port.counted(ErrorCode.LIMIT), port.take(Frame.ContentError.class).size());
  }

  @Test
  void aFloodOfHashRequestsIsBounded() throws ProtocolException {
    for (int i = 0; i < 1_000; i++) {
      content.frame(2, new Frame.HashesRequest(file.content, 0), NOW + i / 10);
    }
    assertEquals(64, port.take(Frame.HashesReply.class).size());
    content.frame(4, new Frame.HashesRequest(file.content, 0), NOW);
    content.frame(2, new Frame.HashesRequest(file.content, 0), NOW + 1_000);
    assertEquals(2, port.take(Frame.HashesReply.class).size());
  }

  @Test
  void requestersWhoStopReadingDoNotStopTheOthers() throws ProtocolException {
    for (int link = 2; link < 42; link += 2) {
      ask(link, 0, 0, Limits.BLOCKS);
    }
    List<SendBlock> stalled = port.takeOutputs(SendBlock.class);
    int most = Uploads.IN_FLIGHT_ALL + 20 * Uploads.GUARANTEED;
    assertTrue(stalled.size() <= most, () -> "in flight: " + stalled.size());

    ask(100, 0, 0, 50);
    int served = 0;
    List<SendBlock> blocks = port.takeOutputs(SendBlock.class);
    while (!blocks.isEmpty()) {
      for (SendBlock block : blocks) {
        assertEquals(100, block.link());
        sent(block, null);
        served++;
      }
      blocks = port.takeOutputs(SendBlock.class);
    }
    assertEquals(50, served);
  }

  @Test
  void linksAreServedInTurn() throws ProtocolException {
    ask(2, 0, 0, 200);
    ask(4, 0, 0, 200);
    ask(6, 0, 0, 200);
    List<SendBlock> blocks = new ArrayList<>(port.takeOutputs(SendBlock.class));
    int[] served = new int[8];
    for (int i = 0; i < 300; i++) {
      SendBlock block = blocks.removeFirst();
      served[block.link()]++;
      sent(block, null);
      blocks.addAll(port.takeOutputs(SendBlock.class));
    }
    for (int link : new int[] {2, 4, 6}) {
      assertTrue(Math.abs(served[link] - 100) <= Uploads.IN_FLIGHT, () -> "link " + link);
    }
  }

  @Test
  void aClosedLinkGivesItsPlacesBack() throws ProtocolException {
    for (int link = 2; link <= 8; link += 2) {
      ask(link, 0, 0, 100);
    }
    List<SendBlock> lost = port.takeOutputs(SendBlock.class);
    assertEquals(Uploads.IN_FLIGHT_ALL, lost.size());
    for (int link = 2; link <= 8; link += 2) {
      assertTrue(content.uses(link));
      content.linkDown(link, NOW);
    }
    assertEquals(0, port.takeOutputs(SendBlock.class).size());
    for (SendBlock block : lost) {
      sent(block, ErrorCode.CLOSED);
    }
    ask(10, 0, 0, 100);
    assertEquals(Uploads.IN_FLIGHT, port.takeOutputs(SendBlock.class).size());
    assertEquals(List.of(), lostShares());
  }

  @Test
  void whatIsTakenBackIsNotSent() throws ProtocolException {
    ask(2, 7, 0, 100);
    ask(2, 8, 100, 100);
    List<SendBlock> blocks = new ArrayList<>(port.takeOutputs(SendBlock.class));
    content.frame(2, new Frame.BlocksCancel(7), NOW);
    int old = 0;
    int kept = 0;
    while (!blocks.isEmpty()) {
      SendBlock block = blocks.removeFirst();
      old += block.tag() == 7 ? 1 : 0;
      kept += block.tag() == 8 ? 1 : 0;
      sent(block, null);
      blocks.addAll(port.takeOutputs(SendBlock.class));
    }
    assertEquals(Uploads.IN_FLIGHT, old);
    assertEquals(100, kept);
  }

  @Test
  void everybodyWhoWaitsHearsThatTheFileChanged() throws ProtocolException {
    ask(2, 0, 0, 100);
    ask(4, 0, 0, 1);
    ask(6, 0, 0, 100);
    List<SendBlock> blocks = port.takeOutputs(SendBlock.class);
    SendBlock only = blocks.stream().filter(b -> b.link() == 4).findFirst().orElseThrow();
    sent(only, ErrorCode.CONTENT_CHANGED);
    assertEquals(
        List.of(2, 4, 6), port.sent.stream().map(RecordingPort.Sent::link).sorted().toList());
    for (Frame.ContentError error : port.take(Frame.ContentError.class)) {
      assertEquals(ErrorCode.CONTENT_CHANGED, error.reason());
    }
    assertEquals(List.of(new Event.ShareLost(1, ErrorCode.CONTENT_CHANGED)), lostShares());

    for (SendBlock block : blocks) {
      sent(block, ErrorCode.CONTENT_CHANGED);
    }
    assertEquals(1, lostShares().size());
    content.frame(8, new Frame.ManifestRequest(file.content), NOW);
    assertEquals(ErrorCode.CONTENT_CHANGED, port.take(Frame.ContentError.class).getLast().reason());
    assertEquals(0, port.takeOutputs(SendBlock.class).size());
  }

  private List<Event> lostShares() {
    return port.events.stream().filter(e -> e instanceof Event.ShareLost).toList();
  }

  @Test
  void unknownContentIsNotFound() throws ProtocolException {
    byte[] other = FakeFile.ofBlocks(2, 1).content;
    content.frame(2, new Frame.ManifestRequest(other), NOW);
    content.frame(2, new Frame.HashesRequest(other, 0), NOW);
    content.frame(2, new Frame.BlocksRequest(other, 0, 0, 1), NOW);
    List<Frame.ContentError> errors = port.take(Frame.ContentError.class);
    assertEquals(3, errors.size());
    errors.forEach(error -> assertEquals(ErrorCode.NOT_FOUND, error.reason()));
    assertEquals(3, port.counted(ErrorCode.NOT_FOUND));
  }

  @Test
  void framesOfOthersAreRefused() {
    assertEquals(
        ErrorCode.UNEXPECTED,
        assertThrows(ProtocolException.class, () -> content.frame(2, new Frame.Ping(1), NOW))
            .code());
  }

  @Test
  void sharesAreBoundedAndChecked() {
    for (int i = 2; i <= Uploads.SHARES + 1; i++) {
      FakeFile small = FakeFile.ofBlocks(i, 1);
      content.command(new Command.Share(i, i, small.encoded, small.leaves), NOW);
    }
    assertEquals(ErrorCode.LIMIT, failure(Uploads.SHARES + 1));
    content.command(new Command.Unshare(2), NOW);
    FakeFile one = FakeFile.ofBlocks(1_000, 2);
    content.command(new Command.Share(1_000, 1, one.encoded, one.leaves), NOW);
    assertEquals(ErrorCode.INVALID_ARGUMENT, failure(1_000));
    content.command(new Command.Share(1_001, 2, one.encoded, new byte[32]), NOW);
    assertEquals(ErrorCode.INVALID_ARGUMENT, failure(1_001));
    content.command(new Command.Share(1_002, 2, one.encoded, new byte[64]), NOW);
    assertEquals(ErrorCode.INVALID_ARGUMENT, failure(1_002));
    content.command(new Command.Share(1_003, 2, new byte[9], one.leaves), NOW);
    assertEquals(ErrorCode.INVALID_ARGUMENT, failure(1_003));
    content.command(new Command.Share(1_004, 2, one.encoded, one.leaves), NOW);
    assertTrue(port.events.getLast() instanceof Event.Shared);
  }

  private ErrorCode failure(int ticket) {
    return port.events.getLast() instanceof Event.Failed failed && failed.ticket() == ticket
        ? failed.code()
        : null;
  }
}
