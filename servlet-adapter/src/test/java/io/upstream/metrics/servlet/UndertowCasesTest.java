package io.upstream.metrics.servlet;

import org.junit.jupiter.api.Tag;

@Tag("full")
class UndertowCasesTest extends ContainerCases {
  UndertowCasesTest() {
    super(UndertowContainer.MAKER);
  }
}
