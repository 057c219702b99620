package gossamer.fuzzing;

/** A parser as bugs are made: it believes the length that it was sent. */
public final class PlantedOverrun {
  private PlantedOverrun() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 4 || input[0] != 'G' || input[1] != 'o') {
      return;
    }
    int sum = 0;
    for (int i = 0; i < input[2]; i++) {
      sum += input[3 + i];
    }
    assert sum != Integer.MIN_VALUE;
  }
}
