package gossamer.master;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder in which a master keeps its key and its certificate. */
final class DataDirectory {
  private static final String LOCK = "lock";

  private DataDirectory() {}

  /**
   * Takes the folder for one master alone and makes it if it is not there: two masters with one key
   * would be one peer at two places, and push each other out of the network.
   *
   * @return what lets others use it
   * @throws IOException when another master uses it, or it cannot be written
   */
  static Closeable lock(Path directory) throws IOException {
    Files.createDirectories(directory);
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isTaken(channel)) {
      channel.close();
      throw new IOException("another master uses the data directory " + directory);
    }
    return channel;
  }

  /** Whether the lock is ours now; it goes with the channel. */
  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // By another master of this process.
    }
  }
}
