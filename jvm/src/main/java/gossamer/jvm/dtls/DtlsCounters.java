package gossamer.jvm.dtls;

import java.util.concurrent.atomic.LongAdder;

/** What the sessions of one factory dropped, resent and failed; may be read from any thread. */
public final class DtlsCounters {
  private final LongAdder[] drops = new LongAdder[DtlsDrop.values().length];
  private final LongAdder resent = new LongAdder();
  private final LongAdder connected = new LongAdder();
  private final LongAdder failed = new LongAdder();

  DtlsCounters() {
    for (int i = 0; i < drops.length; i++) {
      drops[i] = new LongAdder();
    }
  }

  /** Records and packets dropped for this reason. */
  public long dropped(DtlsDrop reason) {
    return drops[reason.ordinal()].sum();
  }

  /** Flights that were sent again. */
  public long resent() {
    return resent.sum();
  }

  /** Handshakes that were completed. */
  public long connected() {
    return connected.sum();
  }

  /** Sessions that ended in {@link gossamer.webrtc.dtls.DtlsState#FAILED}. */
  public long failed() {
    return failed.sum();
  }

  void drop(DtlsDrop reason) {
    drops[reason.ordinal()].increment();
  }

  void resend() {
    resent.increment();
  }

  void connect() {
    connected.increment();
  }

  void fail() {
    failed.increment();
  }
}
