package gossamer.evaluation.browser;

/**
 * A line of the page's console.
 *
 * @param level as the browser names it ({@code log}, {@code info}, {@code warn}, {@code error}, …),
 *     or {@code uncaught} for an error that nobody caught, {@code crash} when the page crashed
 * @param text cut at 4,096 characters
 */
public record ConsoleLine(String level, String text) {}
