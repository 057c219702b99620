/**
 * Drives the installed Chromium and Firefox, each as processes of its own.
 *
 * <pre>{@code
 * try (var driver = BrowserDriver.start();
 *     var master = ProcessUnderTest.start(Command.of("./gossamer", "up", "--port", "0"))) {
 *   String url = master.awaitLine(Pattern.compile("http://\\S+"), Duration.ofMinutes(1)).group();
 *   Page a = driver.launch(Browser.Kind.CHROMIUM).newPage(url);
 *   Page b = driver.launch(Browser.Kind.FIREFOX).newPage(url);
 *   a.waitFor("document.readyState === 'complete'", Duration.ofSeconds(10));
 *   master.kill();
 * }
 * }</pre>
 */
@NullMarked
package gossamer.evaluation.browser;

import org.jspecify.annotations.NullMarked;
