package gossamer.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonTest {
  private static Optional<String> find(String json) {
    return Json.textOfFirst(json.getBytes(StandardCharsets.UTF_8), "masters", "direct");
  }

  @Test
  void findsThePropertyOfTheFirstObject() {
    String json =
        "{\"version\":1,\"more\":{\"masters\":[1]},\"masters\":[{\"url\":\"ws\",\"x\":[{}],"
            + "\"direct\":\"fp=1\"},{\"direct\":\"fp=2\"}]}";
    assertEquals(Optional.of("fp=1"), find(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "[]",
        "{}",
        "{\"masters\":1}",
        "{\"masters\":[]}",
        "{\"masters\":[1,{\"direct\":\"a\"}]}",
        "{\"masters\":[{\"url\":\"ws\"},{\"direct\":\"a\"}]}",
        "{\"masters\":[{\"direct\":1}]}"
      })
  void findsNothingElsewhere(String json) {
    assertEquals(Optional.empty(), find(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "<html>", "{\"masters\":[{\"direct\":\"a"})
  void whatIsNoJsonIsRefused(String text) {
    assertThrows(JacksonException.class, () -> find(text));
  }
}
