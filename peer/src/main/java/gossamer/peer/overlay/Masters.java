package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.link.Self;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps links to masters: dials the addresses that are known, backs off from those that fail, until
 * it is told to detach.
 */
public final class Masters {
  /** Addresses that are remembered. */
  public static final int ADDRESSES = 64;

  /** Masters that a browser keeps a link to. */
  public static final int FOR_BROWSER = 2;

  /** Masters that a master keeps a link to. */
  public static final int FOR_MASTER = 16;

  /** First and longest pause before an address that failed is dialled again: milliseconds. */
  private static final long PAUSE = 250;

  private static final long LONGEST_PAUSE = 8_000;

  /** Pause before an address is dialled again that is not needed: milliseconds. */
  private static final long AWAY = 64_000;

  private static final class Address {
    final String url;
    @Nullable Id id;
    @Nullable Link link;
    int failures;
    long retryAt;

    Address(String url) {
      this.url = url;
    }

    boolean busy() {
      return link != null;
    }
  }

  private final Self self;
  private final Links links;
  private final List<Address> addresses = new ArrayList<>();
  private final int wanted;
  private int ready;
  private boolean attached;

  /** For a peer that knows no master yet. */
  public Masters(Self self, Links links) {
    this.self = self;
    this.links = links;
    this.wanted = self.claims().kind() == PeerKind.MASTER ? FOR_MASTER : FOR_BROWSER;
  }

  /** Masters at these addresses shall be kept; the first come first. */
  public void join(List<String> urls) {
    attached = true;
    for (String url : urls) {
      Address address = find(url);
      if (address == null) {
        add(url);
      } else {
        address.retryAt = 0;
      }
    }
  }

  private @Nullable Address add(String url) {
    if (addresses.size() >= ADDRESSES || isOwn(url)) {
      return null;
    }
    Address address = new Address(url);
    addresses.add(address);
    return address;
  }

  private boolean isOwn(String url) {
    for (String own : self.claims().addresses()) {
      if (own.equals(url)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Address find(String url) {
    for (Address address : addresses) {
      if (address.url.equals(url)) {
        return address;
      }
    }
    return null;
  }

  /** A true record was met; that of a master widens the choice. */
  public void met(PeerRecord record) {
    if (!attached || record.kind() != PeerKind.MASTER || record.id().equals(self.id())) {
      return;
    }
    for (Address address : addresses) {
      if (record.id().equals(address.id)) {
        return;
      }
    }
    for (String url : record.addresses()) {
      Address address = find(url);
      if (address == null) {
        address = add(url);
      }
      if (address != null) {
        address.id = record.id();
        return;
      }
    }
  }

  /** Leaves all masters, and dials none until the next join. */
  public void detach() {
    attached = false;
    for (Link link : links.ready()) {
      if (link.toMaster()) {
        links.retire(link, ErrorCode.LEFT);
      }
    }
    for (Address address : addresses) {
      if (address.link != null) {
        links.retire(address.link, ErrorCode.CANCELLED);
      }
    }
  }

  /** Whether masters are to be kept. */
  public boolean attached() {
    return attached;
  }

  /** A link is ready, dialled or not. */
  public void linkUp(Link link) {
    for (Address address : addresses) {
      if (address.link == link) {
        address.failures = 0;
        address.id = link.id();
      }
    }
    met(link.peer());
    recount(link);
  }

  /** A link is gone or did not come up. */
  public void linkGone(Link link, ErrorCode reason) {
    recount(link);
    for (Address address : addresses) {
      if (address.link == link) {
        address.link = null;
        Id claimed = link.claimed();
        address.id = claimed == null ? address.id : claimed;
        address.retryAt = self.now() + pause(address, reason);
      }
    }
  }

  /** A full master is left to those who know nobody else yet. */
  private long pause(Address address, ErrorCode reason) {
    if (reason == ErrorCode.SELF || reason == ErrorCode.EVICTED) {
      return jitter(links.ready().isEmpty() ? LONGEST_PAUSE : AWAY);
    }
    return jitter(Math.min(LONGEST_PAUSE, PAUSE << Math.min(address.failures++, 8)));
  }

  private long jitter(long pause) {
    return pause / 2 + self.random().below((int) pause);
  }

  /** The peer slept: whatever is not linked is dialled at once. */
  public void woken() {
    for (Address address : addresses) {
      address.retryAt = 0;
      address.failures = 0;
    }
  }

  /** Dials when fewer masters are linked, or on their way, than wanted. */
  public void tick() {
    if (!attached) {
      return;
    }
    int missing = wanted - linked();
    for (Address address : addresses) {
      if (missing <= 0) {
        return;
      }
      if (!address.busy() && address.retryAt <= self.now() && !linkedTo(address.id)) {
        address.link = links.dial(address.url);
        missing--;
      }
    }
  }

  private boolean linkedTo(@Nullable Id id) {
    return id != null && (links.to(id) != null || id.equals(self.id()));
  }

  /** A master has thousands of links, too many to look at whenever its deadline is asked. */
  private void recount(Link changed) {
    if (!changed.toMaster()) {
      return;
    }
    ready = 0;
    for (Link link : links.ready()) {
      if (link.toMaster()) {
        ready++;
      }
    }
  }

  private int linked() {
    int count = ready;
    for (Address address : addresses) {
      if (address.link != null && !address.link.ready()) {
        count++;
      }
    }
    return count;
  }

  /** When {@link #tick} is due. */
  public long deadline() {
    if (!attached || linked() >= wanted) {
      return Long.MAX_VALUE;
    }
    long first = Long.MAX_VALUE;
    for (Address address : addresses) {
      if (address.retryAt < first && !address.busy() && !linkedTo(address.id)) {
        first = address.retryAt;
      }
    }
    return first;
  }
}
