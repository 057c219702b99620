package gossamer.evaluation.browser;

import org.jspecify.annotations.Nullable;

/** The script threw in the page, or its promise was rejected. */
public final class PageException extends BrowserException {
  private static final long serialVersionUID = 1;

  private final String name;
  private final @Nullable String code;
  private final String pageMessage;

  PageException(String name, @Nullable String code, String pageMessage, String stack) {
    super(name + (code == null ? "" : " [" + code + "]") + ": " + pageMessage + "\n" + stack);
    this.name = name;
    this.code = code;
    this.pageMessage = pageMessage;
  }

  /** The {@code name} of the error, or what {@code typeof} says of what was thrown. */
  public String name() {
    return name;
  }

  /** The {@code code} of the error as text, or null when it has none. */
  public @Nullable String code() {
    return code;
  }

  /** The {@code message} of the error, or what was thrown as text. */
  public String pageMessage() {
    return pageMessage;
  }
}
