package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamedValuesTest {

  private final NamedValues values = new NamedValues();

  @Test
  void each_value_is_found_by_text_and_number() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(values.find("value-" + i)).isNull();
      LabelEntry entry = values.add("value-" + i);
      assertThat(entry.index()).isEqualTo(LabelEntry.RESERVED.length + i);
    }
    for (int i = 0; i < 10_000; i++) {
      LabelEntry entry = values.find("value-" + i);
      assertThat(entry).isNotNull().isSameAs(values.at(entry.index()));
      assertThat(entry.value()).isEqualTo("value-" + i);
    }
    assertThat(values.find("value-10000")).isNull();
    assertThat(values.size()).isEqualTo(10_000);
  }

  /** Whoever knows how Java hashes can bring as many values with one hash as there are places. */
  @Test
  void equal_hashes_are_found_without_a_scan() {
    List<String> alike = List.of("");
    for (int i = 0; i < 12; i++) {
      List<String> longer = new ArrayList<>();
      alike.forEach(
          value -> {
            longer.add(value + "Aa");
            longer.add(value + "BB");
          });
      alike = longer;
    }
    assertThat(alike)
        .hasSize(4096)
        .extracting(String::hashCode)
        .containsOnly(alike.get(0).hashCode());
    alike.forEach(value -> values.add(value));
    alike.forEach(value -> assertThat(values.find(value)).isNotNull());
    assertThat(values.find("ordinary")).isNull();
  }

  @Test
  void concurrent_readers_find_all_added_values() throws Exception {
    int count = 20_000;
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = "value-" + i;
    }
    GuardedFamilies.inParallel(
        thread -> {
          if (thread == 0) {
            for (String name : names) {
              values.add(name);
            }
            return;
          }
          for (int seen = 0; seen < count; seen = values.size()) {
            if (seen > 0) {
              LabelEntry entry = values.find(names[seen - 1]);
              assertThat(entry).isNotNull();
              assertThat(values.at(entry.index())).isSameAs(entry);
            }
          }
        });
  }
}
