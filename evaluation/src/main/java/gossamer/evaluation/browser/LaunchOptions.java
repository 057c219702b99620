package gossamer.evaluation.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to start a browser.
 *
 * @param headless without a window
 * @param profile a folder that outlives the browser, or null for an empty one that is deleted with
 *     it
 * @param executable the program to start, or null for the installed browser
 * @param arguments more arguments on the command line
 * @param preferences more preferences (Firefox only): booleans, integers and strings
 * @param backgroundThrottling whether hidden pages are throttled as they are for users (Chromium
 *     only); by default they run like visible ones, so that many pages can be peers
 * @param insecureCertificates whether certificates that nobody vouches for are accepted
 */
public record LaunchOptions(
    boolean headless,
    @Nullable Path profile,
    @Nullable Path executable,
    List<String> arguments,
    Map<String, Object> preferences,
    boolean backgroundThrottling,
    boolean insecureCertificates) {
  /** Headless, with an empty profile. */
  public static final LaunchOptions DEFAULT =
      new LaunchOptions(true, null, null, List.of(), Map.of(), false, false);

  public LaunchOptions {
    arguments = List.copyOf(arguments);
    preferences = Map.copyOf(preferences);
  }

  /** The same with a profile that outlives the browser. */
  public LaunchOptions profile(Path folder) {
    return new LaunchOptions(
        headless,
        folder,
        executable,
        arguments,
        preferences,
        backgroundThrottling,
        insecureCertificates);
  }

  /** The same with another program, for example a wrapper that enters a network namespace. */
  public LaunchOptions executable(Path program) {
    return new LaunchOptions(
        headless,
        profile,
        program,
        arguments,
        preferences,
        backgroundThrottling,
        insecureCertificates);
  }

  /** The same with one more argument on the command line. */
  public LaunchOptions argument(String argument) {
    var more = new ArrayList<>(arguments);
    more.add(argument);
    return new LaunchOptions(
        headless,
        profile,
        executable,
        more,
        preferences,
        backgroundThrottling,
        insecureCertificates);
  }

  /** The same with one more preference (Firefox). */
  public LaunchOptions preference(String name, Object value) {
    var more = new LinkedHashMap<>(preferences);
    more.put(name, value);
    return new LaunchOptions(
        headless, profile, executable, arguments, more, backgroundThrottling, insecureCertificates);
  }

  /** The same with hidden pages throttled as they are for users (Chromium). */
  public LaunchOptions throttlingInBackground() {
    return new LaunchOptions(
        headless, profile, executable, arguments, preferences, true, insecureCertificates);
  }

  /** The same, accepting certificates that nobody vouches for. */
  public LaunchOptions acceptingInsecureCertificates() {
    return new LaunchOptions(
        headless, profile, executable, arguments, preferences, backgroundThrottling, true);
  }
}
