package io.upstream.metrics.servlet;

import org.junit.jupiter.api.Tag;

@Tag("full")
class HostileJettyTest extends HostileCases {
  HostileJettyTest() {
    super(JettyContainer.MAKER);
  }
}
