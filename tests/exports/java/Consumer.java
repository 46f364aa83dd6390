// Runs all vectors, and compares the Java export with the JSON of the table.
//
// java Consumer TABLE.json VECTORS.json

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import errcodes.ErrorCodes;
import errcodes.ErrorCodes.Code;
import errcodes.ErrorCodes.ErrorBody;
import errcodes.ErrorCodes.ErrorCode;
import errcodes.ErrorCodes.Group;
import errcodes.ErrorCodes.ReceivedError;
import errcodes.ErrorCodes.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

final class Consumer {
  private record Table(
      String fingerprint, List<StatusRow> statuses, List<GroupRow> groups, List<CodeRow> codes) {}

  private record StatusRow(int status, String reason, String message, String when) {}

  private record GroupRow(
      String group,
      String about,
      boolean numeric,
      @JsonProperty("default") String defaultCode,
      List<String> codes,
      @JsonProperty("enum") String enumName) {}

  private record CodeRow(
      String code,
      String group,
      int status,
      String reason,
      String message,
      String when,
      Integer numeric,
      String deprecated) {}

  private record Vectors(
      String fingerprint,
      List<CodeVector> codes,
      List<StatusVector> statuses,
      List<BodyVector> bodies,
      List<NumberVector> numbers) {}

  private record CodeVector(String code, long id, String body) {}

  private record StatusVector(int status, String body) {}

  private record BodyVector(String name, int status, String body, Read expected) {}

  private record Read(int status, String message, String errorCode, boolean known, String error) {}

  private record NumberVector(
      String name,
      String group,
      String json,
      String code,
      @JsonProperty("or_default") String orDefault) {}

  private record Failure(String text) {}

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectMapper BIG_JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Consumer() {}

  public static void main(String[] arguments) throws Exception {
    Table table = JSON.readValue(Path.of(arguments[0]).toFile(), Table.class);
    Vectors vectors = JSON.readValue(Path.of(arguments[1]).toFile(), Vectors.class);
    checkTable(table);
    checkCodes(table, vectors);
    checkBodies(vectors);
    checkNumbers(table, vectors);
    System.out.printf(
        "%d codes, %d bodies, %d numbers%n",
        table.codes.size(), vectors.bodies.size(), vectors.numbers.size());
  }

  private static void require(boolean holds, String format, Object... arguments) {
    if (!holds) {
      System.err.printf("consumer: " + format + "%n", arguments);
      System.exit(1);
    }
  }

  private static void checkTable(Table table) throws ReflectiveOperationException {
    // Reflection, because the compiler would copy the constant to this class.
    Object fingerprint = ErrorCodes.class.getField("FINGERPRINT").get(null);
    require(fingerprint.equals(table.fingerprint), "fingerprint %s", fingerprint);
    ErrorCode[] codes = ErrorCode.values();
    require(codes.length == table.codes.size(), "%d codes", codes.length);
    Map<String, List<Code>> ofGroups = new HashMap<>();
    for (Class<?> type : Code.class.getPermittedSubclasses()) {
      if (type != ErrorCode.class) {
        List<Code> own = Arrays.stream(type.getEnumConstants()).map(Code.class::cast).toList();
        ofGroups.put(own.get(0).group().key(), own);
      }
    }
    for (int at = 0; at < codes.length; at++) {
      checkCode(codes[at], table.codes.get(at));
    }
    for (String text : Arrays.asList(null, "", "NO_SUCH_CODE__", "valueOf")) {
      require(ErrorCode.of(text).isEmpty(), "%s is a code", text);
    }
    require(Group.values().length == table.groups.size(), "%d groups", Group.values().length);
    for (int at = 0; at < table.groups.size(); at++) {
      Group group = Group.values()[at];
      GroupRow row = table.groups.get(at);
      List<Code> own = ofGroups.get(row.group);
      require(group.key().equals(row.group), "%s: key %s", group, group.key());
      require(group.about().equals(row.about), "%s: about %s", group, group.about());
      Optional<String> byDefault = group.defaultCode().map(ErrorCode::name);
      require(byDefault.equals(Optional.ofNullable(row.defaultCode)), "%s: %s", group, byDefault);
      List<String> names = group.codes().stream().map(ErrorCode::name).toList();
      require(names.equals(row.codes), "%s: codes %s", group, names);
      require(own.stream().map(Code::name).toList().equals(row.codes), "%s: codes %s", group, own);
      String name = own.get(0).getClass().getSimpleName();
      require(name.equals(row.enumName) || name.equals(row.enumName + "_"), "enum %s", name);
      for (ErrorCode code : codes) {
        Object one = own.get(0).getClass().getMethod("of", Code.class).invoke(null, code);
        Optional<Code> expected =
            own.stream().filter(ofGroup -> ofGroup.name().equals(code.name())).findFirst();
        require(one.equals(expected), "%s: %s in the group", group, one);
      }
      for (Code code : own) {
        checkCode(
            code, table.codes.stream().filter(of -> of.code.equals(code.name())).findFirst().get());
      }
    }
    require(Status.values().length == table.statuses.size(), "%d statuses", Status.values().length);
    for (int at = 0; at < table.statuses.size(); at++) {
      Status status = Status.values()[at];
      StatusRow row = table.statuses.get(at);
      require(status.code() == row.status, "%s: %d", status, status.code());
      require(Status.of(row.status).equals(Optional.of(status)), "%s by its number", status);
      require(status.reason().equals(row.reason), "%s: reason %s", status, status.reason());
      require(status.message().equals(Optional.ofNullable(row.message)), "%s: message", status);
      require(status.when().equals(Optional.ofNullable(row.when)), "%s: when", status);
    }
    require(Status.of(0).isEmpty() && Status.of(200).isEmpty(), "a status that is not listed");
  }

  /** Checks a code of any enum against its row. */
  private static void checkCode(Code code, CodeRow row) throws ReflectiveOperationException {
    require(code.name().equals(row.code), "%s is not %s", code, row.code);
    require(code.toString().equals(row.code), "%s is printed as %s", row.code, code);
    ErrorCode errorCode = code.errorCode();
    require(ErrorCode.of(row.code).equals(Optional.of(errorCode)), "%s by its text", code);
    require(code.group().key().equals(row.group), "%s: group %s", code, code.group());
    require(code.status() == row.status, "%s: status %d", code, code.status());
    require(code.reason().equals(row.reason), "%s: reason %s", code, code.reason());
    require(code.message().equals(row.message), "%s: message %s", code, code.message());
    require(code.when().equals(row.when), "%s: when %s", code, code.when());
    Optional<String> deprecated = Optional.ofNullable(row.deprecated);
    require(code.deprecated().equals(deprecated), "%s: deprecated %s", code, code.deprecated());
    boolean isMarked = code.getClass().getField(row.code).isAnnotationPresent(Deprecated.class);
    require(isMarked == deprecated.isPresent(), "%s: @Deprecated %b", code, isMarked);
    OptionalInt numeric = row.numeric == null ? OptionalInt.empty() : OptionalInt.of(row.numeric);
    require(errorCode.numeric().equals(numeric), "%s: number %s", code, errorCode.numeric());
    if (row.numeric != null && code != errorCode) {
      Object own = code.getClass().getMethod("numeric").invoke(code);
      require(own.equals(row.numeric), "%s: number %s", code, own);
    }
    require(write(code).equals('"' + row.code + '"'), "%s: JSON %s", code, write(code));
  }

  private static void checkCodes(Table table, Vectors vectors) {
    require(vectors.fingerprint.equals(table.fingerprint), "fingerprint of the vectors");
    for (CodeVector vector : vectors.codes) {
      ErrorCode code = ErrorCode.valueOf(vector.code);
      require(code.id() == vector.id, "%s: id %d", code, code.id());
      require(ErrorCode.fromId(vector.id).equals(Optional.of(code)), "%s by its id", code);
      for (long id : new long[] {vector.id ^ 1, -vector.id, vector.id + (1L << 32)}) {
        require(!ErrorCode.fromId(id).equals(Optional.of(code)), "%s by another id", code);
      }
      ErrorBody body = ErrorBody.of(code);
      require(body.json().equals(vector.body), "%s: body %s", code, body.json());
      require(write(body).equals(vector.body), "%s: body %s", code, write(body));

      ReceivedError read = ReceivedError.read(code.status(), parse(vector.body));
      ReceivedError expected =
          new ReceivedError(
              code.status(),
              Optional.of(code.message()),
              Optional.of(code.name()),
              Optional.of(code.reason()));
      require(read.equals(expected), "%s: read %s", code, read);
      require(read.code().equals(Optional.of(code)), "%s: read %s", code, read.code());
      for (ErrorCode other : ErrorCode.values()) {
        require(read.hasCode(other) == (other == code), "%s has the code %s", read, other);
      }

      String message = "a \"b\"\b\f\n\r\t\1\37\\</\u2028\u007f\ud83e\udd80";
      String start =
          "{\"message\":\"a \\\"b\\\"\\b\\f\\n\\r\\t\\u0001\\u001f\\\\</\u2028\u007f\ud83e\udd80\",";
      String json = ErrorBody.of(code, message).json();
      require(json.startsWith(start + "\"errorCode\":"), "%s: %s", code, json);
    }
    for (StatusVector vector : vectors.statuses) {
      ErrorBody body = ErrorBody.of(Status.of(vector.status).get());
      require(body.json().equals(vector.body), "%d: body %s", vector.status, body.json());
    }
  }

  private static void checkBodies(Vectors vectors) {
    for (BodyVector vector : vectors.bodies) {
      ReceivedError read = ReceivedError.read(vector.status, parse(vector.body));
      Read expected = vector.expected;
      require(read.status() == expected.status, "%s: status %d", vector.name, read.status());
      requireText(vector, "message", read.message(), expected.message);
      requireText(vector, "errorCode", read.errorCode(), expected.errorCode);
      requireText(vector, "error", read.error(), expected.error);
      require(read.code().isPresent() == expected.known, "%s: known", vector.name);
    }
  }

  private static void requireText(
      BodyVector vector, String field, Optional<String> read, String expected) {
    boolean isRight = read.equals(Optional.ofNullable(expected));
    require(isRight, "%s: %.200s: %s %.200s", vector.name, vector.body, field, read);
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parses JSON. Returns null for invalid JSON. */
  private static Object parse(String text) {
    // Jackson refuses numbers of more than 1,000 digits.
    String shortened = text.replaceAll("9{1000,}", "9");
    try {
      return JSON.readValue(shortened, Object.class);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static void checkNumbers(Table table, Vectors vectors) throws Exception {
    for (NumberVector vector : vectors.numbers) {
      Class<?> type =
          Arrays.stream(Code.class.getPermittedSubclasses())
              .filter(of -> of != ErrorCode.class)
              .filter(of -> ((Code) of.getEnumConstants()[0]).group().key().equals(vector.group))
              .findFirst()
              .get();
      boolean hasDefault =
          table.groups.stream()
              .anyMatch(row -> row.group.equals(vector.group) && row.defaultCode != null);
      for (Object value : valuesOf(vector.json)) {
        if (value != null && !(value instanceof Number)) {
          // Java cannot pass such a value to the function.
          require(vector.code == null && vector.orDefault == null, "%s", vector.json);
          continue;
        }
        String what = vector.name + ": " + vector.json + ": ";
        Object code = type.getMethod("fromNumeric", Number.class).invoke(null, value);
        Object name = ((Optional<?>) code).map(Object::toString).orElse(null);
        require(Objects.equals(name, vector.code), "%s%s", what, code);
        if (hasDefault) {
          Object orDefault = orDefault(type, value);
          boolean failed = orDefault instanceof Failure;
          require(failed == (vector.orDefault == null), "%sor default %s", what, orDefault);
          boolean isRight =
              orDefault instanceof Failure failure
                  ? failure.text.equals(vector.group + " has no code with number " + value)
                  : orDefault.toString().equals(vector.orDefault);
          require(isRight, "%sor default %s", what, orDefault);
        }
      }
    }
  }

  /** Returns the code, or the failure. */
  private static Object orDefault(Class<?> type, Object value) throws ReflectiveOperationException {
    try {
      return type.getMethod("fromNumericOrDefault", Number.class).invoke(null, value);
    } catch (InvocationTargetException e) {
      require(e.getCause() instanceof IllegalArgumentException, "%s", e.getCause());
      return new Failure(e.getCause().getMessage());
    }
  }

  /** Returns a JSON value in the types that different programs use. */
  private static List<Object> valuesOf(String json) throws JsonProcessingException {
    List<Object> values = new ArrayList<>();
    if (json == null) {
      values.add(null);
      return values;
    }
    Object value = JSON.readValue(json, Object.class);
    values.add(value);
    values.add(BIG_JSON.readValue(json, Object.class));
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      values.addAll(List.of(number, new BigDecimal(number), new AtomicLong(number)));
      if (number == (short) number) {
        values.add((short) number);
      }
    }
    return values;
  }
}
