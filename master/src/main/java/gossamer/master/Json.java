package gossamer.master;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** JSON texts (RFC 8259), written straight to UTF-8 and read as a stream. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** One object whose properties the writer writes. */
  static byte[] object(Consumer<JsonGenerator> writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      writer.accept(out);
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /**
   * The text of one property of the first object in an array of the outermost object; empty when
   * there is none.
   *
   * @throws JacksonException when it is not JSON
   */
  static Optional<String> textOfFirst(byte[] json, String array, String property) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      boolean found =
          in.nextToken() == JsonToken.START_OBJECT
              && find(in, array)
              && in.currentToken() == JsonToken.START_ARRAY
              && in.nextToken() == JsonToken.START_OBJECT
              && find(in, property)
              && in.currentToken() == JsonToken.VALUE_STRING;
      return found ? Optional.of(in.getString()) : Optional.empty();
    }
  }

  /**
   * The text of one property of the outermost object; empty when there is none.
   *
   * @throws JacksonException when it is not JSON
   */
  static Optional<String> text(byte[] json, String property) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      boolean found = in.nextToken() == JsonToken.START_OBJECT && find(in, property);
      return found ? Optional.ofNullable(in.getString()) : Optional.empty();
    }
  }

  /** Moves to the value of a property of the object that was begun. */
  private static boolean find(JsonParser in, String property) {
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean found = property.equals(in.currentName());
      in.nextToken();
      if (found) {
        return true;
      }
      in.skipChildren();
    }
    return false;
  }
}
