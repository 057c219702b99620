package gossamer.evaluation.lab;

/**
 * One end of a cable or link.
 *
 * @param namespace where it is
 * @param device what it is called there, 1 to 15 characters
 * @param address with the length of the network's prefix, for example {@code 10.77.0.1/24}
 */
public record Port(NetworkNamespace namespace, String device, String address) {
  public Port {
    if (!device.matches("[a-z0-9]{1,15}")) {
      throw new IllegalArgumentException("no name for a device: " + device);
    }
    if (!address.matches("[0-9a-f.:]+/[0-9]{1,3}")) {
      throw new IllegalArgumentException("no address with a prefix: " + address);
    }
  }

  /** The address without the prefix. */
  public String host() {
    return address.substring(0, address.indexOf('/'));
  }

  /** Gives the device its address and takes it up. */
  void up() {
    // No link-local addresses: they would be candidates too, and packets nobody asked for.
    namespace.ip("link", "set", "dev", device, "addrgenmode", "none");
    namespace.ip("address", "add", address, "dev", device);
    namespace.ip("link", "set", "dev", device, "up");
  }
}
