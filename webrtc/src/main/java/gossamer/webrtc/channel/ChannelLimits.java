package gossamer.webrtc.channel;

/**
 * What one connection may ask for.
 *
 * @param channels open at once, of both sides, 1 to 65,535
 * @param nameBytes bytes of label and protocol together that the other side may send
 */
public record ChannelLimits(int channels, int nameBytes) {
  /** 1,024 channels, names of 4 KiB. */
  public static final ChannelLimits DEFAULT = new ChannelLimits(1_024, 4_096);

  public ChannelLimits {
    if (channels < 1 || channels > 65_535 || nameBytes < 0 || nameBytes > 131_070) {
      throw new IllegalArgumentException("channels " + channels + ", nameBytes " + nameBytes);
    }
  }
}
