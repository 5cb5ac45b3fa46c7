package io.upstream.metrics.test.spring;

import io.upstream.metrics.servlet.MetricsServlet;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.WebApplicationContext;

/** Responds with the page as the servlet would in a container. */
final class MockMvcPage implements Filter {

  private static final String SERVLET = "upstreamMetricsServletRegistration";

  private final ServletRegistrationBean<MetricsServlet> registration;

  private MockMvcPage(ServletRegistrationBean<MetricsServlet> registration) {
    this.registration = registration;
  }

  @SuppressWarnings("unchecked") // the bean of that name has this type
  static void addTo(ConfigurableApplicationContext context, ConfigurableListableBeanFactory beans) {
    boolean mock =
        context instanceof WebApplicationContext web
            && web.getServletContext() instanceof MockServletContext;
    if (mock && beans.containsBeanDefinition(SERVLET)) {
      RootBeanDefinition page =
          new RootBeanDefinition(
              MockMvcPage.class,
              () ->
                  new MockMvcPage(
                      (ServletRegistrationBean<MetricsServlet>) beans.getBean(SERVLET)));
      ((BeanDefinitionRegistry) beans).registerBeanDefinition("upstreamMetricsMockMvcPage", page);
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    if (registration.getUrlMappings().contains(http.getRequestURI())) {
      // By default only requests from this machine can read the page, and a request without a host
      // may come through a proxy.
      ServletRequest inner = request;
      while (inner instanceof ServletRequestWrapper wrapper) {
        inner = wrapper.getRequest();
      }
      if (inner instanceof MockHttpServletRequest mock && mock.getHeader("Host") == null) {
        mock.addHeader("Host", mock.getServerName());
      }
      registration.getServlet().service(new Mapped(http), response);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** A request as a container passes it on to the servlet that is mapped to its path. */
  private static final class Mapped extends HttpServletRequestWrapper {

    Mapped(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getServletPath() {
      return getRequestURI();
    }

    @Override
    public @Nullable String getPathInfo() {
      return null;
    }

    /**
     * Returns false. MockMvc's requests support it, but MockMvc never tells a listener that the
     * client can take more.
     */
    @Override
    public boolean isAsyncSupported() {
      return false;
    }
  }
}
