package io.upstream.metrics.servlet;

class TomcatCasesTest extends ContainerCases {
  TomcatCasesTest() {
    super(TomcatContainer.MAKER);
  }
}
