package io.upstream.metrics.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.vocabularies.fiko.FikoEventFamilies;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies;
import io.upstream.metrics.vocabularies.module.ModuleEventFamilies;
import io.upstream.metrics.vocabularies.module.ModuleFamilies;
import io.upstream.metrics.vocabularies.otel.OtelFamilies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VocabulariesGuideTest {

  @Test
  void the_guide_lists_every_family_of_every_vocabulary() throws Exception {
    String guide = Files.readString(Path.of("vocabularies.md"));
    Stream.of(
            FikoEventFamilies.ALL,
            FikoFamilies.ALL,
            ModuleEventFamilies.ALL,
            ModuleFamilies.ALL,
            OtelFamilies.ALL)
        .flatMap(List::stream)
        .forEach(family -> assertThat(guide).contains("`" + family.name() + "`"));
  }
}
