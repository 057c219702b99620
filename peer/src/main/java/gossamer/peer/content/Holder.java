package gossamer.peer.content;

import gossamer.peer.wire.PeerRecord;

/** Somebody who may hold the content of one fetch. Times are in milliseconds. */
final class Holder {
  /** Blocks asked for at the start. */
  private static final int FIRST_WINDOW = 16;

  /** Most blocks asked for and not yet here. */
  static final int LARGEST_WINDOW = 128;

  private static final int SMALLEST_WINDOW = 4;

  /** Time-outs in a row after which it is left alone for {@link #LONG_REST}. */
  private static final int STRIKES = 3;

  private static final int LONG_REST = 30_000;
  private static final int REST = 5_000;
  static final int SHORT_REST = 250;

  final PeerRecord record;

  /** Marks its requests on the bulk channel; the same for all of them. */
  final int tag;

  /** Its open link, or −1. */
  int link = -1;

  boolean connecting;

  /** It sent what does not fit the content id, or its file is not what it was. */
  boolean banned;

  boolean manifestAsked;

  boolean hashesAsked;

  /** Blocks asked for and not yet here. */
  int outstanding;

  /** Blocks that it may still send although others were asked for them since. */
  int late;

  /** It was told to send nothing of what it was asked for so far. */
  boolean stopped;

  int window = FIRST_WINDOW;

  /** How long nothing came while something was asked for, or how long it has been connecting. */
  int waited;

  /** How long it is left alone yet. */
  int rest;

  /** Time-outs since it was last of use. */
  int strikes;

  /** Blocks of use in the last whole second. */
  int rate;

  /** Whether any block came from it. */
  boolean served;

  private int inThisSecond;
  private int second;

  Holder(PeerRecord record, int tag) {
    this.record = record;
    this.tag = tag;
  }

  boolean usable() {
    return link >= 0 && !banned && rest <= 0;
  }

  boolean mayConnect() {
    return link < 0 && !connecting && !banned && rest <= 0;
  }

  /** Whether it owes an answer. */
  boolean asked() {
    return manifestAsked || hashesAsked || outstanding > 0;
  }

  /** Call before asking for anything: the wait starts now unless it is on. */
  void beforeAsking() {
    if (!asked()) {
      waited = 0;
    }
  }

  void wasOfUse() {
    waited = 0;
    strikes = 0;
    rest = 0;
  }

  void blockCame() {
    wasOfUse();
    served = true;
    inThisSecond++;
    if (window < LARGEST_WINDOW) {
      window++;
    }
  }

  /** It owed an answer for too long; it is left alone for a while when there are others. */
  void timedOut(boolean others) {
    window = SMALLEST_WINDOW;
    waited = 0;
    if (++strikes >= STRIKES) {
      rest = LONG_REST;
    } else if (others) {
      rest = REST;
    }
  }

  /** It says that it does not hold the content, or that it is asked for too much. */
  void refused(boolean tooMuch) {
    window = SMALLEST_WINDOW;
    rest = tooMuch ? SHORT_REST : REST;
  }

  /** Lets time pass: once a second the window becomes what comes in two seconds. */
  void pass(int millis) {
    rest = Math.max(0, rest - millis);
    waited += millis;
    second += millis;
    if (second >= 1_000) {
      second = 0;
      rate = inThisSecond;
      inThisSecond = 0;
      window = Math.min(window, Math.max(FIRST_WINDOW, 2 * rate));
    }
  }
}
