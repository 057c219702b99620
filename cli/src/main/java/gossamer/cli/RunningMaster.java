package gossamer.cli;

import gossamer.master.Master;
import gossamer.master.MasterConfig;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** A master, as `up` sees it. */
record RunningMaster(Master master) implements Up.Running {

  static RunningMaster start(MasterConfig config) throws IOException {
    return new RunningMaster(Master.start(config));
  }

  @Override
  public URI url() {
    return master.url();
  }

  @Override
  public URI localUrl() {
    return master.localUrl();
  }

  @Override
  public String id() {
    return master.id().toString();
  }

  @Override
  public CompletableFuture<Void> failure() {
    return master.failure();
  }

  @Override
  public void close() {
    master.close();
  }
}
