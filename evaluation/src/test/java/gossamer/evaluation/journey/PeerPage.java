package gossamer.evaluation.journey;

import gossamer.evaluation.browser.Page;
import java.time.Duration;
import java.util.Map;

/** A page of {@link PackageSite} that has joined: one peer. */
record PeerPage(Page page, String id) {
  static final Duration PATIENCE = Duration.ofSeconds(40);

  /** Joins; {@code links} is how many the overlay opens by itself. */
  static PeerPage join(Page page, String master, int links) {
    page.waitFor("typeof start === 'function'", Duration.ofSeconds(15));
    String id =
        page.evaluate(PATIENCE, "(url, o) => start(url, o)", master, Map.of("links", links))
            .asString();
    return new PeerPage(page, id);
  }

  /** Opens a connection to an id, a record or a link. */
  void call(String to) {
    page.evaluate(PATIENCE, "to => call(to)", to);
  }

  /** Opens a connection by id and waits until the other side has it too. */
  void connect(PeerPage other) {
    call(other.id);
    other.page.waitFor("id => connections.has(id)", PATIENCE, id);
  }

  /** Sends a text over the open connection and waits until it has arrived. */
  void say(PeerPage other, String text) {
    page.evaluate(PATIENCE, "(to, text) => connections.get(to).send(text)", other.id, text);
    other.page.waitFor("text => inbox.includes(text)", PATIENCE, text);
  }

  /** Waits until the link to that peer is there, or gone. */
  void awaitLink(String to, boolean there, Duration patience) {
    page.waitFor("(id, there) => linked(id) === there", patience, to, there);
  }

  /** Waits until no master is linked any more. */
  void awaitNoMaster() {
    page.waitFor("!peer.neighbours.some(n => n.kind === 'master')", PATIENCE);
  }

  /** Ids of the linked peers. */
  long neighbours() {
    return page.evaluate("peer.neighbours.length").asLong();
  }
}
