package gossamer.evaluation.home;

/**
 * What the router of a home does with packets. Linux translates as RFC 4787, section 4 and 5, call
 * it; the names are those of RFC 3489 that everybody uses.
 */
public enum Access {
  /**
   * One outer port for every destination, and only who was written to may answer: an
   * endpoint-independent mapping with a port-dependent filter.
   */
  CONE("masquerade", "", "accept"),

  /** Another outer port for every destination: an address- and port-dependent mapping. */
  SYMMETRIC("masquerade random,fully-random", "", "accept"),

  /** One outer port, and whoever writes to it comes in: no filter. */
  FULL_CONE("masquerade", "iifname wan0 meta l4proto udp dnat to %s", "accept"),

  /** A company that lets nothing out but TCP to port 443. */
  WEB_ONLY("masquerade", "", "tcp dport 443 accept");

  private final String source;
  private final String destination;
  private final String out;

  Access(String source, String destination, String out) {
    this.source = source;
    this.destination = destination;
    this.out = out;
  }

  /**
   * The router's rules for nftables. What nobody inside has asked for is dropped without an answer,
   * as the routers of homes do.
   *
   * @param host who gets what a full cone lets in
   */
  String rules(String host) {
    return """
    table ip home {
      chain outward {
        type nat hook postrouting priority srcnat;
        oifname wan0 %s
      }
      chain inward {
        type nat hook prerouting priority dstnat;
        %s
      }
      chain through {
        type filter hook forward priority filter; policy drop;
        ct state established,related accept
        ct status dnat accept
        iifname lan0 %s
      }
      chain self {
        type filter hook input priority filter; policy accept;
        iifname wan0 ct state new drop
      }
    }
    """
        .formatted(source, String.format(destination, host), out);
  }
}
