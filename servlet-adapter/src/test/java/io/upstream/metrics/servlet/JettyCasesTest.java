package io.upstream.metrics.servlet;

import org.junit.jupiter.api.Tag;

@Tag("full")
class JettyCasesTest extends ContainerCases {
  JettyCasesTest() {
    super(JettyContainer.MAKER);
  }
}
