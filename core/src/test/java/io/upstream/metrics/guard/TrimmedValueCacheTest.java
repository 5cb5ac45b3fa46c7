package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrimmedValueCacheTest {

  private static final LabelEntry CLAIMS = entry("claims");

  private final TrimmedValueCache cut = new TrimmedValueCache();

  private static LabelEntry entry(String value) {
    return LabelEntry.named(4, value);
  }

  @Test
  void it_finds_a_value_inside_a_text() {
    assertThat(cut.find(7, "claims", 0, 6)).isNull();

    cut.remember(7, CLAIMS);

    assertThat(cut.find(7, "claims", 0, 6)).isSameAs(CLAIMS);
    assertThat(cut.find(7, " claims:42", 1, 7)).isSameAs(CLAIMS);
  }

  @Test
  void another_value_of_equal_hash_is_not_found() {
    cut.remember(7, CLAIMS);

    assertThat(cut.find(7, "claimz", 0, 6)).isNull();
    assertThat(cut.find(7, "claims:42", 0, 9)).isNull();
    assertThat(cut.find(7, "claims:42", 0, 5)).isNull();
    assertThat(cut.find(7, "claims:42", 1, 7)).isNull();
    assertThat(cut.find(8, "claims", 0, 6)).isNull();
  }

  @Test
  void a_fifth_value_of_one_hash_replaces() {
    LabelEntry[] entries = new LabelEntry[5];
    for (int i = 0; i < 4; i++) {
      entries[i] = entry("value-" + i);
      cut.remember(-1, entries[i]);
      for (int before = 0; before <= i; before++) {
        assertThat(cut.find(-1, "value-" + before, 0, 7)).isSameAs(entries[before]);
      }
    }
    entries[4] = entry("value-4");
    cut.remember(-1, entries[4]);
    assertThat(cut.find(-1, "value-4", 0, 7)).isSameAs(entries[4]);
    int found = 0;
    for (int i = 0; i < 5; i++) {
      LabelEntry at = cut.find(-1, "value-" + i, 0, 7);
      assertThat(at).isIn(entries[i], null);
      found += at == null ? 0 : 1;
    }
    assertThat(found).isEqualTo(4);
  }

  @Test
  void every_hash_has_its_place() {
    for (int bit = 0; bit < Long.SIZE; bit++) {
      LabelEntry entry = entry("bit-" + bit);
      cut.remember(1L << bit, entry);
      assertThat(cut.find(1L << bit, "bit-" + bit, 0, entry.value().length())).isSameAs(entry);
    }
  }
}
