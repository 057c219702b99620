package gossamer.evaluation.channel;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.BrowserDriver;
import gossamer.evaluation.endpoint.PageEndpoint;
import gossamer.evaluation.lab.Lab;
import gossamer.evaluation.lab.LabSite;
import gossamer.evaluation.lab.LabSite.Resource;
import gossamer.evaluation.lab.NetworkNamespace;
import gossamer.evaluation.lab.Port;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Two networks with a cable between them; browsers live in the second one. */
final class ChannelLab implements AutoCloseable {
  private static final byte[] PAGE =
      "<!doctype html><title>Channel</title>".getBytes(StandardCharsets.UTF_8);

  private final Lab lab;
  private final NetworkNamespace near;
  private final NetworkNamespace far;
  private final LabSite site;
  private final BrowserDriver driver;

  private ChannelLab(Lab lab) {
    this.lab = lab;
    near = lab.namespace("near");
    far = lab.namespace("far");
    var nearEnd = new Port(near, "eth0", "10.88.0.1/24");
    var farEnd = new Port(far, "eth0", "10.88.0.2/24");
    lab.cable(nearEnd, farEnd);
    // Browsers ask for the address of the default route.
    lab.defaultRoute(nearEnd, farEnd.host());
    lab.defaultRoute(farEnd, nearEnd.host());
    site = LabSite.start(far, Map.of("/", new Resource("text/html; charset=utf-8", PAGE)));
    driver = BrowserDriver.start(far.prefix());
  }

  static ChannelLab open() {
    Lab lab = Lab.open();
    try {
      return new ChannelLab(lab);
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  NetworkNamespace near() {
    return near;
  }

  NetworkNamespace far() {
    return far;
  }

  Browser launch(Browser.Kind kind) {
    return driver.launch(kind);
  }

  PageEndpoint page(Browser browser) {
    return PageEndpoint.in(browser.newPage(site.origin() + "/"));
  }

  @Override
  public void close() {
    driver.close();
    site.close();
    lab.close();
  }
}
