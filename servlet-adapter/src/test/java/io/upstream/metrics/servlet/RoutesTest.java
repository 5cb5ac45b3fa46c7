package io.upstream.metrics.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();

  @AfterEach
  void close() {
    recorder.close();
  }

  /** Answers 200 to everything. */
  public static final class Anything extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      if (request.getRequestURI().endsWith("/said")) {
        MetricsFilter.handler(request, "ClaimController#list", "/claims/{id}");
      }
      if (request.getRequestURI().endsWith("/probe")) {
        MetricsFilter.leaveOut(request);
      }
    }
  }

  @Path("/claims")
  public static final class Claims {
    @GET
    @Path("{id: [0-9]{1,9}}/lines/")
    public String lines(@PathParam("id") String id) {
      return id;
    }
  }

  private Sampled after(RouteResolver routes, String path) throws Exception {
    Anything servlet = new Anything();
    ServletContainer rest =
        new ServletContainer(new ResourceConfig(Claims.class, JaxRsRoutes.class));
    try (Container container =
        TomcatContainer.MAKER.start(
            context -> {
              MetricsMount.in(context)
                  .recorder(recorder)
                  .filter(new MetricsFilter(recorder, routes))
                  .at("/metrics");
              context.addServlet("anything", servlet).addMapping("/exact", "/below/*", "*.do", "");
              context.addServlet("rest", rest).addMapping("/rest/*");
            })) {
      Http.get(container, path);
    }
    return Sampled.of(recorder); // the container is through with it once it has stopped
  }

  @ParameterizedTest
  @CsvSource({
    "/exact, /exact",
    "/below/7/lines, /below/*",
    "/below/said, ClaimController#list",
    "/some/claim.do, anything",
    "/, /",
    "/rest/claims/7/lines, /claims/{id}/lines",
    "/rest/nobody, /rest/*",
    "/no/such.html, _UNMATCHED"
  })
  void the_view_is_the_route_or_the_mapping(String path, String view) throws Exception {
    Sampled sampled = after(RouteResolver.servletMapping(), path);

    assertThat(sampled.summary()).startsWith("1 x " + view + " GET ");
  }

  @Test
  void the_view_may_be_the_class_that_serves() throws Exception {
    // A binary name has a dollar, which is part of a Java name.
    assertThat(after(RouteResolver.servletClass(), "/exact").summary())
        .startsWith("1 x " + Anything.class.getName() + " GET 200");
  }

  @Test
  void a_resolver_that_knows_nothing_asks_the_next() throws Exception {
    RouteResolver none = request -> null;

    assertThat(after(none.orElse(request -> "/next"), "/exact").summary())
        .startsWith("1 x /next GET 200");
  }

  @Test
  void a_throwing_resolver_loses_the_view_only() throws Exception {
    RouteResolver bad =
        request -> {
          throw new IllegalStateException("on purpose");
        };

    assertThat(after(bad, "/exact").summary()).startsWith("1 x _UNMATCHED GET 200");
  }

  @Test
  void a_request_can_be_left_out() throws Exception {
    Sampled sampled = after(RouteResolver.servletMapping(), "/below/probe");

    assertThat(sampled.requests()).isZero();
    assertThat(sampled.inProgress()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "claims, , /claims",
    "/, , /",
    "/claims/, /{id}, /claims/{id}",
    "{tenant}, '{ id : [a-z]{2,3} }/x', /{tenant}/{id}/x"
  })
  void rest_templates_are_joined_without_their_expressions(
      String outer, String inner, String template) {
    assertThat(JaxRsRoutes.join(outer, inner)).isEqualTo(template);
  }
}
