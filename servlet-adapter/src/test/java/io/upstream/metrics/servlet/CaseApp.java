package io.upstream.metrics.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;

/** An application with a path for every way in which a request can end. */
final class CaseApp implements Container.Setup, AutoCloseable {

  /** The status for which each container has {@code /error-page}. */
  static final int WITH_ERROR_PAGE = 451;

  static final byte[] KILOBYTE = "0123456789abcdef".repeat(64).getBytes(UTF_8);

  /** The route resolver of the application: Spring's pattern with Spring, mappings elsewhere. */
  static final RouteResolver ROUTES =
      request ->
          "spring".equals(request.getHttpServletMapping().getServletName())
              ? (String) request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
              : RouteResolver.servletMapping().route(request);

  final Queue<AsyncContext> held = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final MetricsFilter filter;

  CaseApp(MetricsFilter filter) {
    this.filter = filter;
  }

  /** The work of a servlet for any request. */
  private interface Action {
    void run(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException;
  }

  private static final class ActionServlet extends HttpServlet {
    private final transient Action action;

    ActionServlet(Action action) {
      this.action = action;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      action.run(request, response);
    }
  }

  /** Knows GET alone, so that the container's own HttpServlet answers the rest. */
  private static final class GetServlet extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain");
      response.getOutputStream().write("hello".getBytes(UTF_8));
    }
  }

  @Override
  public void accept(ServletContext context) {
    filter.addTo(context);
    var get = context.addServlet("ok", new GetServlet());
    get.addMapping("/ok");
    var spring = new AnnotationConfigWebApplicationContext();
    spring.register(CaseController.class);
    var dispatcher = context.addServlet("spring", new DispatcherServlet(spring));
    dispatcher.addMapping("/app/*");
    dispatcher.setAsyncSupported(true);
    dispatcher.setLoadOnStartup(1);

    add(context, "/empty", (request, response) -> response.setStatus(204));
    add(context, "/moved", (request, response) -> response.sendRedirect("/ok"));
    add(context, "/unchanged", (request, response) -> response.setStatus(304));
    add(context, "/throws", CaseApp::fail);
    add(context, "/unavailable", CaseApp::unavailable);
    add(context, "/teapot", (request, response) -> response.sendError(418));
    add(context, "/error-then-throw", CaseApp::errorThenThrow);
    add(context, "/error-page", CaseApp::errorPage);
    add(context, "/refused", (request, response) -> {});
    add(context, "/softly", (request, response) -> response.sendError(WITH_ERROR_PAGE));
    add(context, "/printed", CaseApp::printed);
    add(context, "/redirect", CaseApp::redirect);
    add(context, "/async/original", CaseApp::asyncOriginal);
    add(context, "/stream", (request, response) -> stream(response, 100));
    add(context, "/endless", (request, response) -> stream(response, 1 << 20));
    add(context, "/upload", CaseApp::upload);
    add(context, "/ignored-upload", (request, response) -> response.setStatus(202));
    add(context, "/text", CaseApp::text);
    add(context, "/reset", CaseApp::reset);
    add(context, "/forward", CaseApp::forward);
    add(context, "/include", CaseApp::include);
    add(context, "/claims/*", (request, response) -> route(request, response));
    add(context, "/async/complete", this::asyncComplete);
    add(context, "/async/timeout", CaseApp::asyncTimeout);
    add(context, "/async/error", CaseApp::asyncError);
    add(context, "/async/dispatch", CaseApp::asyncDispatch);
    add(context, "/async/listener", CaseApp::asyncListener);
    add(context, "/async/slow", this::asyncSlow);
  }

  private static void add(ServletContext context, String path, Action action) {
    var added = context.addServlet(path, new ActionServlet(action));
    added.addMapping(path);
    added.setAsyncSupported(true);
  }

  private static void fail(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getOutputStream().write(KILOBYTE, 0, 100);
    throw new IllegalStateException("on purpose");
  }

  private static void unavailable(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    // One that ends soon: a permanent one would take the servlet out of service for later cases.
    throw new jakarta.servlet.UnavailableException("on purpose", 1);
  }

  private static void errorThenThrow(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.sendError(503);
    throw new IllegalStateException("on purpose");
  }

  private static void errorPage(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(200);
    response.getOutputStream().write("sorry".getBytes(UTF_8));
  }

  /** By the method of Servlet 6.1, where there is one. */
  private static void redirect(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    response.getOutputStream().write(KILOBYTE); // never sent
    try {
      HttpServletResponse.class
          .getMethod("sendRedirect", String.class, int.class, boolean.class)
          .invoke(response, "/ok", 303, true);
    } catch (NoSuchMethodException before61) {
      response.sendRedirect("/ok");
    } catch (ReflectiveOperationException e) {
      throw new ServletException(e);
    }
  }

  private static void printed(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    ServletOutputStream out = response.getOutputStream();
    out.println("plain"); // 7 bytes
    out.print(true); // 4
    out.print(-12L); // 3
    out.print('c'); // 1
    out.print(request.getServletContext().getServerInfo().contains("jetty") ? "€" : "abc"); // 3
  }

  private static void asyncOriginal(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext async = request.startAsync();
    boolean same = request.getAsyncContext() == async && async.getRequest() == request;
    boolean original = async.hasOriginalRequestAndResponse();
    async.getResponse().getOutputStream().print(original && same ? "original" : "ours");
    async.complete();
  }

  private static void stream(HttpServletResponse response, int kilobytes) throws IOException {
    OutputStream out = response.getOutputStream();
    for (int i = 0; i < kilobytes; i++) {
      out.write(KILOBYTE);
      out.flush();
    }
  }

  private static void upload(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long read = request.getInputStream().transferTo(OutputStream.nullOutputStream());
    response.getWriter().print(read);
  }

  private static void text(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    var out = response.getWriter();
    out.print("é"); // 2 bytes
    out.printf("%s", "€"); // 3
    out.write("\ud83d"); // 4, cut in two
    out.write("\ude00!"); // and 1
    out.println();
  }

  private static void reset(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getOutputStream().write(KILOBYTE);
    response.reset();
    response.setStatus(202);
    response.getWriter().print("ok");
  }

  private static void forward(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.getOutputStream().write(KILOBYTE); // never sent
    request.getRequestDispatcher("/ok").forward(request, response);
  }

  private static void include(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.getOutputStream().write("<p>".getBytes(UTF_8));
    request.getRequestDispatcher("/ok").include(request, response);
  }

  private static void route(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    MetricsFilter.route(request, "/claims/{id}");
    response.sendError(404);
  }

  private void asyncComplete(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    threads.execute(
        () -> {
          try {
            var answer = (HttpServletResponse) async.getResponse();
            answer.setStatus(201);
            answer.getOutputStream().write(KILOBYTE, 0, 10);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          } finally {
            async.complete();
          }
        });
  }

  private static void asyncTimeout(HttpServletRequest request, HttpServletResponse response) {
    request.startAsync().setTimeout(50);
  }

  private static void asyncError(HttpServletRequest request, HttpServletResponse response) {
    request.startAsync().setTimeout(200); // which Jetty waits for before it answers
    throw new IllegalStateException("on purpose, after startAsync");
  }

  private static void asyncDispatch(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Integer round = (Integer) request.getAttribute("round");
    int next = round == null ? 1 : round + 1;
    if (next > 3) {
      response.getOutputStream().write(KILOBYTE, 0, 3);
      return;
    }
    request.setAttribute("round", next);
    request.startAsync().dispatch();
  }

  private static void asyncListener(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext async = request.startAsync();
    ServletOutputStream out = async.getResponse().getOutputStream();
    out.setWriteListener(
        new WriteListener() {
          private int left = 64;

          @Override
          public void onWritePossible() throws IOException {
            while (left > 0 && out.isReady()) {
              out.write(KILOBYTE);
              left--;
            }
            if (left == 0 && out.isReady()) {
              left = -1;
              async.complete();
            }
          }

          @Override
          public void onError(Throwable t) {
            async.complete();
          }
        });
  }

  private void asyncSlow(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    async.setTimeout(60_000);
    held.add(async);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
