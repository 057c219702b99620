package gossamer.stun;

/** Types of attributes: RFC 8489, section 18.3; RFC 8656, section 18; RFC 8445, section 16.1. */
public final class AttributeType {
  public static final int MAPPED_ADDRESS = 0x0001;
  public static final int USERNAME = 0x0006;
  public static final int MESSAGE_INTEGRITY = 0x0008;
  public static final int ERROR_CODE = 0x0009;
  public static final int UNKNOWN_ATTRIBUTES = 0x000a;
  public static final int CHANNEL_NUMBER = 0x000c;
  public static final int LIFETIME = 0x000d;
  public static final int XOR_PEER_ADDRESS = 0x0012;
  public static final int DATA = 0x0013;
  public static final int REALM = 0x0014;
  public static final int NONCE = 0x0015;
  public static final int XOR_RELAYED_ADDRESS = 0x0016;
  public static final int REQUESTED_ADDRESS_FAMILY = 0x0017;
  public static final int EVEN_PORT = 0x0018;
  public static final int REQUESTED_TRANSPORT = 0x0019;
  public static final int DONT_FRAGMENT = 0x001a;
  public static final int MESSAGE_INTEGRITY_SHA256 = 0x001c;
  public static final int PASSWORD_ALGORITHM = 0x001d;
  public static final int USERHASH = 0x001e;
  public static final int XOR_MAPPED_ADDRESS = 0x0020;
  public static final int RESERVATION_TOKEN = 0x0022;
  public static final int PRIORITY = 0x0024;
  public static final int USE_CANDIDATE = 0x0025;
  public static final int ADDITIONAL_ADDRESS_FAMILY = 0x8000;
  public static final int ADDRESS_ERROR_CODE = 0x8001;
  public static final int PASSWORD_ALGORITHMS = 0x8002;
  public static final int ALTERNATE_DOMAIN = 0x8003;
  public static final int ICMP = 0x8004;
  public static final int SOFTWARE = 0x8022;
  public static final int ALTERNATE_SERVER = 0x8023;
  public static final int FINGERPRINT = 0x8028;
  public static final int ICE_CONTROLLED = 0x8029;
  public static final int ICE_CONTROLLING = 0x802a;

  private AttributeType() {}

  /**
   * True when a receiver that does not understand the type must refuse the message (RFC 8489,
   * section 14).
   */
  public static boolean comprehensionRequired(int type) {
    return type < 0x8000;
  }

  /** True for what a Binding request of STUN or ICE may carry. */
  public static boolean understoodByIce(int type) {
    return switch (type) {
      case MAPPED_ADDRESS,
          USERNAME,
          MESSAGE_INTEGRITY,
          ERROR_CODE,
          UNKNOWN_ATTRIBUTES,
          REALM,
          NONCE,
          MESSAGE_INTEGRITY_SHA256,
          PASSWORD_ALGORITHM,
          USERHASH,
          XOR_MAPPED_ADDRESS,
          PRIORITY,
          USE_CANDIDATE ->
          true;
      default -> false;
    };
  }

  /** True for what {@link #understoodByIce} names and what RFC 8656 adds. */
  public static boolean understoodByTurn(int type) {
    return switch (type) {
      case CHANNEL_NUMBER,
          LIFETIME,
          XOR_PEER_ADDRESS,
          DATA,
          XOR_RELAYED_ADDRESS,
          REQUESTED_ADDRESS_FAMILY,
          EVEN_PORT,
          REQUESTED_TRANSPORT,
          DONT_FRAGMENT,
          RESERVATION_TOKEN ->
          true;
      default -> understoodByIce(type);
    };
  }
}
