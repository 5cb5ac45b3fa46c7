package io.upstream.metrics.servlet;

import org.junit.jupiter.api.Tag;

@Tag("full")
class HostileUndertowTest extends HostileCases {
  HostileUndertowTest() {
    super(UndertowContainer.MAKER);
  }
}
