package gossamer.webrtc;

/** Why an endpoint dropped a packet or refused a connection; each has a counter. */
public enum Refusal {
  /** The first byte is of nothing that is spoken here, or the packet is empty. */
  UNKNOWN_KIND,
  /** Not a well-formed STUN message. */
  MALFORMED_STUN,
  /** STUN, but no check: the host may have another use for it. */
  NOT_A_CHECK,
  /** A check whose integrity is not made with the password. */
  BAD_INTEGRITY,
  /** A new fragment without a token, or with a forged one. */
  NO_TOKEN,
  /** A token whose time is over. */
  EXPIRED_TOKEN,
  /** Too many connections. */
  SESSIONS,
  /** Too many half-open connections, all of them young. */
  HALF_OPEN,
  /** Too many half-open connections from one prefix. */
  HALF_OPEN_OF_PREFIX,
  /** A half-open connection that made room for another. */
  EVICTED,
  /** DTLS from an address that no check proved. */
  UNKNOWN_ADDRESS,
  /** A check that claims the address of another, proved connection. */
  ADDRESS_TAKEN,
  /** A datagram not sent because its address has not proved itself. */
  AMPLIFICATION,
  /** SCTP did not come up in time. */
  SETUP_TIMEOUT
}
