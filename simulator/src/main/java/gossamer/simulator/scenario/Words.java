package gossamer.simulator.scenario;

import java.util.ArrayDeque;
import java.util.List;

/** The words of one line, taken one after the other. */
final class Words {
  private static final int LONGEST = 100 * 3_600_000;

  private final int line;
  private final ArrayDeque<String> words;

  Words(int line, List<String> words) {
    this.line = line;
    this.words = new ArrayDeque<>(words);
  }

  ScenarioException wrong(String message) {
    return new ScenarioException(line, message);
  }

  /** The next word; {@code what} is missing when there is none. */
  String word(String what) throws ScenarioException {
    String word = words.poll();
    if (word == null) {
      throw wrong(what + " is missing");
    }
    return word;
  }

  boolean nextIs(String word) {
    if (word.equals(words.peek())) {
      words.remove();
      return true;
    }
    return false;
  }

  void expect(String word) throws ScenarioException {
    String found = word("'" + word + "'");
    if (!found.equals(word)) {
      throw wrong("'" + word + "' expected, found '" + found + "'");
    }
  }

  /** Nothing may be left. */
  void end() throws ScenarioException {
    if (!words.isEmpty()) {
      throw wrong("nothing expected, found '" + words.peek() + "'");
    }
  }

  int whole(String what, int least, int most) throws ScenarioException {
    String word = word(what);
    if (!word.matches("[0-9]{1,9}")) {
      throw wrong(what + ": a whole number expected, found '" + word + "'");
    }
    int value = Integer.parseInt(word);
    if (value < least || value > most) {
      throw wrong(what + ": " + value + " is not between " + least + " and " + most);
    }
    return value;
  }

  private double number(String word, String text) throws ScenarioException {
    if (!text.matches("[0-9]{1,9}([.][0-9]{1,6})?")) {
      throw wrong("a number expected, found '" + word + "'");
    }
    return Double.parseDouble(text);
  }

  double number(String what) throws ScenarioException {
    String word = word(what);
    return number(word, word);
  }

  /** A share such as {@code 30%}, as 0 to 1. */
  double share(String what) throws ScenarioException {
    String word = word(what);
    if (!word.endsWith("%")) {
      throw wrong(what + ": per cent expected, such as 30%, found '" + word + "'");
    }
    double share = number(word, word.substring(0, word.length() - 1)) / 100;
    if (share > 1) {
      throw wrong(what + ": " + word + " is more than all");
    }
    return share;
  }

  /** A time such as {@code 200ms}, {@code 1.5s}, {@code 10m} or {@code 2h}, in milliseconds. */
  int time(String what) throws ScenarioException {
    String word = word(what);
    String unit = word.replaceFirst("^[0-9.]*", "");
    double factor =
        switch (unit) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          default ->
              throw wrong(
                  what + ": a time expected, such as 200ms, 5s or 10m, found '" + word + "'");
        };
    double millis = factor * number(word, word.substring(0, word.length() - unit.length()));
    if (millis > LONGEST) {
      throw wrong(what + ": " + word + " is longer than 100h");
    }
    return (int) millis;
  }
}
