package io.upstream.metrics.servlet.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.page.NameEscaping;
import io.upstream.metrics.page.PageFormat;
import io.upstream.metrics.servlet.FakeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "*/* > TEXT",
        "text/* > TEXT",
        "text/plain > TEXT",
        "TEXT/PLAIN > TEXT",
        "text/plain;version=0.0.4 > TEXT",
        "text/plain; version=\"0.0.4\"; charset=UTF-8 > TEXT",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 > TEXT",
        "application/openmetrics-text > OPENMETRICS",
        "application/* > OPENMETRICS",
        "text/plain;q=0.4,application/openmetrics-text;q=0.5 > OPENMETRICS",
        "text/plain;q=0.5,application/openmetrics-text;q=0.5 > TEXT",
        "text/plain;q=0.5,application/openmetrics-text;q=0.499 > TEXT",
        "text/plain;q=0,*/* > OPENMETRICS",
        "application/openmetrics-text;q=0, */* > TEXT",
        "application/openmetrics-text;version=2.0.0 > TEXT",
        "text/plain;version=1.0.0 > TEXT",
        // Prometheus 2.42, 3.x, and one that wants native histograms
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 > OPENMETRICS",
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2 > OPENMETRICS",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 > PROTOBUF",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;q=0.5 > PROTOBUF",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2 > PROTOBUF",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1 > PROTOBUF",
        "application/vnd.google.protobuf;proto=\"io.prometheus.client.MetricFamily\";encoding=\"delimited\";q=0.6,*/*;q=0.5 > PROTOBUF",
        "application/openmetrics-text;q=0.5,application/vnd.google.protobuf;q=0.5 > OPENMETRICS",
        "application/*;q=0.9,application/vnd.google.protobuf;q=0.8 > OPENMETRICS",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited > PROTOBUF",
        "application/vnd.google.protobuf > PROTOBUF",
        "application/vnd.google.protobuf;encoding=text > TEXT",
        "application/json > TEXT",
        "text/plain;version=1.0.0 > TEXT",
        "text/plain;version=1.0.0;q=0.9,application/openmetrics-text;q=0.1 > OPENMETRICS",
        "application/vnd.google.protobuf;q=0.2,text/plain;q=0.3 > TEXT",
        "application/*,text/plain;q=0.3 > OPENMETRICS",
        "text/plain;q=0 > TEXT",
        "*/*;q=0 > TEXT",
        // what is malformed counts for nothing
        "text/plain;q=2 > TEXT",
        "text/plain;q=abc,application/openmetrics-text;q=0.1 > OPENMETRICS",
        ", ,; > TEXT",
        "'' > TEXT",
      })
  void gives_what_is_asked_for(String accept, PageFormat expected) {
    assertThat(Negotiation.form(FakeRequest.from("::1").with("Accept", accept).request()).format())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      nullValues = "none",
      value = {
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;escaping=dots;q=0.3 > ALLOW_UTF_8",
        "text/plain;version=0.0.4;escaping=dots > DOTS",
        "text/plain;escaping=underscores > UNDERSCORES",
        "application/vnd.google.protobuf;escaping=\"values\" > VALUES",
        "text/plain;escaping=ALLOW-UTF-8 > ALLOW_UTF_8",
        "text/plain;escaping=other > none",
        "text/plain,application/openmetrics-text;escaping=dots > none",
        "*/* > none",
      })
  void takes_the_escaping_of_the_chosen_format(String accept, NameEscaping expected) {
    assertThat(
            Negotiation.form(FakeRequest.from("::1").with("Accept", accept).request()).escaping())
        .isEqualTo(expected);
  }

  @Test
  void several_header_lines_are_one_list() {
    assertThat(
            Negotiation.form(
                    FakeRequest.from("::1")
                        .with("Accept", "text/plain;q=0.1")
                        .with("Accept", "application/openmetrics-text")
                        .request())
                .format())
        .isEqualTo(PageFormat.OPENMETRICS);
  }

  @Test
  void without_the_header_it_is_text() {
    assertThat(Negotiation.form(FakeRequest.from("::1").request()).format())
        .isEqualTo(PageFormat.TEXT);
    assertThat(Negotiation.gzip(FakeRequest.from("::1").request())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "gzip > true",
        "GZIP > true",
        "x-gzip > true",
        "deflate, gzip;q=0.5 > true",
        "br, * > true",
        "* > true",
        "gzip;q=0 > false",
        "*, gzip;q=0 > false",
        "identity > false",
        "identity, gzip;q=0.5 > false",
        "identity;q=0.5, gzip > true",
        "br > false",
        "'' > false",
      })
  void zips_for_whom_asks(String accept, boolean expected) {
    assertThat(Negotiation.gzip(FakeRequest.from("::1").with("Accept-Encoding", accept).request()))
        .isEqualTo(expected);
  }
}
