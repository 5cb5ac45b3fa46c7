package io.upstream.metrics.servlet;

class HostileTomcatTest extends HostileCases {
  HostileTomcatTest() {
    super(TomcatContainer.MAKER);
  }
}
