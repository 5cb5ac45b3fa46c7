package io.upstream.metrics.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.fuzz.Claim;
import io.upstream.metrics.fuzz.Sample;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads a page through the JSON that a browser gets from the console. */
public final class ConsoleReading {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ConsoleReading() {}

  /** JSON as somebody else reads it. */
  public static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  /** The samples of a page in the text format. */
  public static Map<Sample, Double> of(byte[] page) {
    StringWriter out = new StringWriter();
    try {
      ConsoleValues values = new ConsoleValues(out, 0);
      PageLines lines = new PageLines(values);
      lines.write(page, 0, page.length);
      values.end();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Map<Sample, Double> samples = new LinkedHashMap<>();
    for (JsonNode family : json(out.toString()).get("families")) {
      for (JsonNode sample : family.get("samples")) {
        Map<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, JsonNode> label : sample.get("labels").properties()) {
          labels.put(label.getKey(), label.getValue().asText());
        }
        JsonNode value = sample.get("value");
        double number =
            value.isTextual()
                ? Double.parseDouble(value.asText().replace("Inf", "Infinity"))
                : value.asDouble();
        Claim.holds(
            samples.put(new Sample(sample.get("name").asText(), labels), number) == null,
            "the console shows a series twice",
            sample);
      }
    }
    return samples;
  }
}
