package io.upstream.metrics.page;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a page in protobuf, with nothing but the numbers of the fields. */
public final class ProtobufPage {

  private ProtobufPage() {}

  /** A message: the values of each field, in order. */
  public record Message(Map<Integer, List<Object>> fields) {

    static Message of(byte[] bytes) {
      Map<Integer, List<Object>> fields = new HashMap<>();
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      while (in.hasRemaining()) {
        long tag = varint(in);
        Object value =
            switch ((int) (tag & 7)) {
              case 0 -> varint(in);
              case 1 -> in.getDouble();
              default -> bytes(in, (int) varint(in));
            };
        fields.computeIfAbsent((int) (tag >>> 3), any -> new ArrayList<>()).add(value);
      }
      return new Message(fields);
    }

    public List<Message> messages(int field) {
      return fields.getOrDefault(field, List.of()).stream()
          .map(each -> Message.of((byte[]) each))
          .toList();
    }

    /** The only message of a field; an empty one where it is not set. */
    public Message message(int field) {
      List<Message> all = messages(field);
      return all.isEmpty() ? new Message(Map.of()) : all.get(0);
    }

    public String text(int field) {
      return new String((byte[]) fields.get(field).get(0), StandardCharsets.UTF_8);
    }

    public double number(int field) {
      List<Object> all = fields.get(field);
      return all == null ? 0 : ((Number) all.get(0)).doubleValue();
    }

    /** The labels of a metric or of an exemplar. */
    public Map<String, String> labels() {
      Map<String, String> labels = new TreeMap<>();
      messages(1).forEach(label -> labels.put(label.text(1), label.text(2)));
      return labels;
    }

    /** A timestamp in milliseconds. */
    public long millis() {
      long seconds = (long) number(1);
      long nanos = (long) number(2);
      return seconds * 1_000 + nanos / 1_000_000;
    }
  }

  /** The families of a page by name. */
  public static Map<String, Message> families(byte[] page) {
    Map<String, Message> families = new LinkedHashMap<>();
    ByteBuffer in = ByteBuffer.wrap(page);
    while (in.hasRemaining()) {
      Message family = Message.of(bytes(in, (int) varint(in)));
      families.put(family.text(1), family);
    }
    return families;
  }

  /** Returns the lines of a family without start times, to compare them with another writer's. */
  public static List<String> lines(Message family) {
    List<String> lines = new ArrayList<>();
    lines.add("HELP " + family.text(2));
    lines.add("TYPE " + (int) family.number(3));
    for (Message metric : family.messages(4)) {
      StringBuilder line = new StringBuilder().append(metric.labels());
      for (int kind : List.of(2, 3, 5)) {
        metric.messages(kind).forEach(each -> line.append(' ').append(each.number(1)));
      }
      for (Message histogram : metric.messages(7)) {
        line.append(" count ").append(histogram.number(1)).append(" sum ");
        line.append(histogram.number(2));
        for (Message bucket : histogram.messages(3)) {
          line.append(" <=").append(bucket.number(2)).append(' ').append(bucket.number(1));
        }
        if (histogram.fields().containsKey(5)) {
          line.append(" schema ").append(signed(histogram.fields().get(5).get(0)));
          line.append(" zeros up to ").append(histogram.number(6)).append(": ");
          line.append(histogram.number(7));
          line.append(" negative ").append(spans(histogram, 9)).append(numbers(histogram, 10));
          line.append(" positive ").append(spans(histogram, 12)).append(numbers(histogram, 13));
        }
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** Offset and length of each span of buckets. */
  private static List<String> spans(Message histogram, int field) {
    return histogram.messages(field).stream()
        .map(span -> signed(span.fields().get(1).get(0)) + "+" + (int) span.number(2))
        .toList();
  }

  /** Signed numbers, one by one or packed. */
  private static List<Long> numbers(Message histogram, int field) {
    List<Long> numbers = new ArrayList<>();
    for (Object value : histogram.fields().getOrDefault(field, List.of())) {
      if (value instanceof byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        while (in.hasRemaining()) {
          numbers.add(signed(varint(in)));
        }
      } else {
        numbers.add(signed(value));
      }
    }
    return numbers;
  }

  private static long signed(Object varint) {
    long value = (Long) varint;
    return value >>> 1 ^ -(value & 1);
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
