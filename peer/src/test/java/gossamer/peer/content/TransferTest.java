package gossamer.peer.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.wire.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole transfers between honest peers, and what stops them. */
class TransferTest {
  private static final int TICKET = 7;
  private static final int MIB_8 = 8 * 1024 * 1024;

  private final ContentNet net = new ContentNet(1);

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 16_383, 16_384, 16_385, MIB_8 - 1, MIB_8, MIB_8 + 1, 3 * MIB_8 + 5})
  void aFileOfAnySizeArrivesWhole(long size) {
    FakeFile file = new FakeFile(1, size);
    Node holder = net.node();
    Node receiver = net.node();
    holder.share(1, file);
    receiver.fetch(TICKET, file, holder);

    assertTrue(net.runUntilEnd(receiver, TICKET, 60_000));
    assertNull(receiver.failure(TICKET));
    assertTrue(receiver.has(TICKET, file));
    List<Event.Progress> progress = receiver.events(Event.Progress.class);
    assertEquals(size, progress.getLast().bytes());
    assertArrayEquals(
        file.encoded, receiver.events(Event.ManifestKnown.class).getFirst().manifest());
    net.run(1_000);
    assertTrue(receiver.held.isEmpty());
    assertEquals(0, receiver.counted(ErrorCode.UNEXPECTED));
    assertEquals(Long.MAX_VALUE, receiver.content.deadline());
  }

  @Test
  void twoHundredMegabytesKeepTheBounds() {
    FakeFile file = FakeFile.ofBlocks(2, 12_800);
    Node holder = net.node();
    Node receiver = net.node();
    holder.share(1, file);
    receiver.fetch(TICKET, file, holder);

    long start = net.now;
    assertTrue(net.runUntilEnd(receiver, TICKET, 120_000));
    assertTrue(receiver.has(TICKET, file));
    assertEquals(12_800, holder.blocksSent);
    assertTrue(receiver.mostStoring <= StoreQueue.STORING);
    assertTrue(holder.mostInFlightOnLink <= Uploads.IN_FLIGHT);
    // One block a millisecond is the uplink's limit: it must be kept busy.
    assertTrue(net.now - start < 15_000, () -> "took " + (net.now - start));
  }

  @Test
  void progressIsMonotoneAndRare() {
    FakeFile file = FakeFile.ofBlocks(3, 2_000);
    Node holder = net.node();
    Node receiver = net.node();
    holder.share(1, file);
    receiver.fetch(TICKET, file, holder);
    long start = net.now;
    assertTrue(net.runUntilEnd(receiver, TICKET, 60_000));

    List<Event.Progress> progress = receiver.events(Event.Progress.class);
    long last = -1;
    for (Event.Progress one : progress) {
      assertTrue(one.bytes() > last);
      last = one.bytes();
      assertEquals(1, one.holders());
    }
    assertTrue(progress.size() <= 2 + (net.now - start) / 100);
    assertTrue(progress.size() >= 10);
  }

  @Test
  void nothingIsAskedBeforeTheStoreIsReady() {
    FakeFile file = FakeFile.ofBlocks(4, 10);
    Node holder = net.node();
    Node receiver = net.node();
    receiver.autoReceive = false;
    holder.share(1, file);
    receiver.fetch(TICKET, file, holder);
    net.run(120_000);
    assertEquals(1, receiver.events(Event.ManifestKnown.class).size());
    assertEquals(0, holder.blocksSent);
    assertFalse(receiver.ended(TICKET));
    assertEquals(Long.MAX_VALUE, receiver.content.deadline());

    receiver.content.command(new Command.Receive(TICKET), net.now);
    assertTrue(net.runUntilEnd(receiver, TICKET, 5_000));
    assertTrue(receiver.has(TICKET, file));
  }

  @Test
  void severalHoldersShareTheLoadByTheirSpeed() {
    FakeFile file = FakeFile.ofBlocks(5, 4_000);
    Node[] holders = {net.node(), net.node(), net.node()};
    int[] speeds = {4, 4, 16};
    for (int i = 0; i < holders.length; i++) {
      holders[i].share(1, file);
      holders[i].blockMillis = speeds[i];
    }
    Node receiver = net.node();
    receiver.fetch(TICKET, file, holders);
    long start = net.now;
    assertTrue(net.runUntilEnd(receiver, TICKET, 60_000));
    assertTrue(receiver.has(TICKET, file));
    // Together 0.5625 blocks a millisecond: 7.1 s when nobody ever waits.
    assertTrue(net.now - start < 8_500, () -> "took " + (net.now - start));
    assertTrue(holders[0].blocksSent > 1_500);
    assertTrue(holders[2].blocksSent > 300 && holders[2].blocksSent < 700);
    int sent = holders[0].blocksSent + holders[1].blocksSent + holders[2].blocksSent;
    assertTrue(sent < 4_000 + 150, () -> "sent " + sent);
    assertEquals(0, receiver.counted(ErrorCode.UNEXPECTED));
  }

  @Test
  void holdersOfALargeFileAreFoundInTheDirectory() {
    FakeFile file = FakeFile.ofBlocks(6, 3_000);
    Node first = net.node();
    Node second = net.node();
    first.share(1, file);
    second.share(1, file);
    Node receiver = net.node();
    receiver.fetch(TICKET, file, first);
    assertTrue(net.runUntilEnd(receiver, TICKET, 60_000));
    assertTrue(second.blocksSent > 500);
  }

  @Test
  void aFetchWithoutHoldersAsksTheDirectory() {
    FakeFile file = FakeFile.ofBlocks(7, 3);
    Node holder = net.node();
    Node receiver = net.node();
    holder.share(1, file);
    receiver.fetch(TICKET, file);
    assertTrue(net.runUntilEnd(receiver, TICKET, 2_000));
    assertTrue(receiver.has(TICKET, file));
  }

  @Test
  void aHolderThatDiesIsReplaced() {
    FakeFile file = FakeFile.ofBlocks(8, 3_000);
    Node first = net.node();
    Node second = net.node();
    first.share(1, file);
    second.share(1, file);
    Node receiver = net.node();
    receiver.fetch(TICKET, file, first, second);
    net.run(1_000);
    assertTrue(first.blocksSent > 0);
    net.kill(first);
    assertTrue(net.runUntilEnd(receiver, TICKET, 60_000));
    assertTrue(receiver.has(TICKET, file));
  }

  @Test
  void aHolderThatFallsSilentIsReplacedAfterFiveSeconds() {
    FakeFile file = FakeFile.ofBlocks(9, 3_000);
    Node first = net.node();
    Node second = net.node();
    first.share(1, file);
    second.share(1, file);
    second.blockMillis = 5;
    Node receiver = net.node();
    receiver.fetch(TICKET, file, first, second);
    net.run(1_000);
    first.silent = true;
    assertTrue(net.runUntilEnd(receiver, TICKET, 60_000));
    assertTrue(receiver.has(TICKET, file));
    assertTrue(receiver.counted(ErrorCode.TIMEOUT) > 0);
  }

  @Test
  void theOnlyHolderMayStallForAWhile() {
    FakeFile file = FakeFile.ofBlocks(10, 1_000);
    Node holder = net.node();
    holder.share(1, file);
    Node receiver = net.node();
    receiver.fetch(TICKET, file, holder);
    net.run(700);
    holder.silent = true;
    net.run(8_000);
    holder.silent = false;
    assertTrue(net.runUntilEnd(receiver, TICKET, 30_000));
    assertTrue(receiver.has(TICKET, file));
  }

  @Test
  void aHolderWhoseLinkComesBackGoesOn() {
    FakeFile file = FakeFile.ofBlocks(11, 2_000);
    Node holder = net.node();
    holder.share(1, file);
    Node receiver = net.node();
    receiver.fetch(TICKET, file, holder);
    net.run(1_000);
    net.cut(net.links.values().iterator().next());
    assertTrue(net.runUntilEnd(receiver, TICKET, 30_000));
    assertTrue(receiver.has(TICKET, file));
  }

  @Test
  void contentThatNobodyHoldsFailsInABoundedTime() {
    FakeFile file = FakeFile.ofBlocks(12, 3);
    Node stranger = net.node();
    Node receiver = net.node();
    receiver.fetch(1, file);
    receiver.fetch(2, file, stranger);
    assertTrue(net.runUntilEnd(receiver, 1, 16_000));
    assertEquals(ErrorCode.NO_HOLDER, receiver.failure(1));
    assertTrue(net.runUntilEnd(receiver, 2, 2_000));
    assertEquals(ErrorCode.NO_HOLDER, receiver.failure(2));
    assertTrue(stranger.counted(ErrorCode.NOT_FOUND) > 0);
  }

  @Test
  void aHolderThatAppearsLaterIsFound() {
    FakeFile file = FakeFile.ofBlocks(13, 3);
    Node holder = net.node();
    Node receiver = net.node();
    receiver.fetch(TICKET, file, holder);
    net.run(9_000);
    holder.share(1, file);
    assertTrue(net.runUntilEnd(receiver, TICKET, 6_000));
    assertTrue(receiver.has(TICKET, file));
  }

  @Test
  void aFileThatChangesIsSaidToBothSides() {
    FakeFile file = FakeFile.ofBlocks(14, 300);
    Node holder = net.node();
    Node receiver = net.node();
    holder.share(5, file);
    holder.changedFrom = 100;
    receiver.fetch(TICKET, file, holder);
    assertTrue(net.runUntilEnd(receiver, TICKET, 3_000));
    assertEquals(ErrorCode.CONTENT_CHANGED, receiver.failure(TICKET));
    assertEquals(
        List.of(new Event.ShareLost(5, ErrorCode.CONTENT_CHANGED)),
        holder.events(Event.ShareLost.class));
    assertEquals(List.of(), net.directory.values().iterator().next());

    receiver.fetch(8, file, holder);
    assertTrue(net.runUntilEnd(receiver, 8, 3_000));
    assertEquals(ErrorCode.CONTENT_CHANGED, receiver.failure(8));
  }

  @Test
  void aFileThatChangesAtOneHolderComesFromAnother() {
    FakeFile file = FakeFile.ofBlocks(15, 600);
    Node first = net.node();
    Node second = net.node();
    first.share(1, file);
    first.changedFrom = 50;
    second.share(1, file);
    Node receiver = net.node();
    receiver.fetch(TICKET, file, first, second);
    assertTrue(net.runUntilEnd(receiver, TICKET, 30_000));
    assertTrue(receiver.has(TICKET, file));
  }

  @Test
  void aFullDiskFailsTheFetchAndStopsTheHolder() {
    FakeFile file = FakeFile.ofBlocks(16, 2_000);
    Node holder = net.node();
    Node receiver = net.node();
    receiver.room = 500;
    receiver.storeMillis = 400;
    holder.share(1, file);
    receiver.fetch(TICKET, file, holder);
    assertTrue(net.runUntilEnd(receiver, TICKET, 30_000));
    assertEquals(ErrorCode.DISK_FULL, receiver.failure(TICKET));
    net.run(1_000);
    int sent = holder.blocksSent;
    assertTrue(sent < 1_000);
    net.run(5_000);
    assertEquals(sent, holder.blocksSent);
    assertTrue(receiver.held.isEmpty());
    assertFalse(holder.content.uses(1));
  }

  @Test
  void aSlowDiskSlowsTheHolder() {
    FakeFile file = FakeFile.ofBlocks(17, 1_500);
    Node holder = net.node();
    Node receiver = net.node();
    receiver.storeMillis = 400;
    holder.share(1, file);
    receiver.fetch(TICKET, file, holder);
    assertTrue(net.runUntilEnd(receiver, TICKET, 60_000));
    assertTrue(receiver.has(TICKET, file));
    assertEquals(StoreQueue.STORING, receiver.mostStoring);
    assertTrue(receiver.mostHeld <= Holder.LARGEST_WINDOW, () -> "held " + receiver.mostHeld);
  }

  @Test
  void aCancelledFetchStopsTheHolder() {
    FakeFile file = FakeFile.ofBlocks(18, 5_000);
    Node holder = net.node();
    Node receiver = net.node();
    holder.share(1, file);
    holder.blockMillis = 10;
    receiver.fetch(TICKET, file, holder);
    net.run(2_000);
    assertTrue(receiver.content.command(new Command.Cancel(TICKET), net.now));
    assertEquals(ErrorCode.CANCELLED, receiver.failure(TICKET));
    assertFalse(receiver.content.command(new Command.Cancel(TICKET), net.now));
    int sent = holder.blocksSent;
    net.run(5_000);
    assertTrue(holder.blocksSent <= sent + Uploads.IN_FLIGHT + 4);
    assertTrue(receiver.held.isEmpty());
    assertEquals(Long.MAX_VALUE, receiver.content.deadline());
  }

  @Test
  void aReceiverThatWakesAfterAnHourGoesOn() {
    FakeFile file = FakeFile.ofBlocks(19, 1_000);
    Node holder = net.node();
    Node receiver = net.node();
    holder.share(1, file);
    receiver.fetch(TICKET, file, holder);
    net.run(700);
    holder.silent = true;
    net.run(1_000);
    net.now += 3_600_000;
    holder.silent = false;
    assertTrue(net.runUntilEnd(receiver, TICKET, 30_000));
    assertTrue(receiver.has(TICKET, file));
  }

  @Test
  void sixteenFetchesShareOneLink() {
    Node holder = net.node();
    Node receiver = net.node();
    FakeFile[] files = new FakeFile[Downloads.FETCHES];
    for (int i = 0; i < files.length; i++) {
      files[i] = FakeFile.ofBlocks(100 + i, 300);
      holder.share(i, files[i]);
      receiver.fetch(i, files[i], holder);
    }
    receiver.fetch(99, files[0], holder);
    assertEquals(ErrorCode.LIMIT, receiver.failure(99));
    for (int i = 0; i < files.length; i++) {
      assertTrue(net.runUntilEnd(receiver, i, 60_000));
      assertTrue(receiver.has(i, files[i]));
    }
    assertTrue(holder.mostInFlightOnLink <= Uploads.IN_FLIGHT);
  }

  @Test
  void anUnsharedFileIsNotServed() {
    FakeFile file = FakeFile.ofBlocks(20, 2_000);
    Node holder = net.node();
    Node receiver = net.node();
    holder.share(1, file);
    receiver.fetch(TICKET, file, holder);
    net.run(1_000);
    holder.content.command(new Command.Unshare(1), net.now);
    assertTrue(net.runUntilEnd(receiver, TICKET, 20_000));
    assertEquals(ErrorCode.NO_HOLDER, receiver.failure(TICKET));
  }

  @Test
  void leavingEndsAllFetches() {
    FakeFile file = FakeFile.ofBlocks(21, 2_000);
    Node holder = net.node();
    Node receiver = net.node();
    holder.share(1, file);
    receiver.fetch(TICKET, file, holder);
    net.run(500);
    receiver.content.leave();
    assertEquals(ErrorCode.LEFT, receiver.failure(TICKET));
  }
}
