package io.upstream.metrics.servlet;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.util.Set;

/** Undertow with its servlet layer. */
public final class UndertowContainer implements Container {

  public static final Maker MAKER =
      new Maker() {
        @Override
        public String name() {
          return "Undertow";
        }

        @Override
        public Container start(Setup setup) throws Exception {
          return new UndertowContainer(setup);
        }
      };

  private final Undertow undertow;
  private final DeploymentManager deployment;

  private UndertowContainer(Setup setup) throws Exception {
    ServletContainerInitializer initializer =
        (classes, servletContext) -> {
          try {
            setup.accept(servletContext);
          } catch (Exception e) {
            throw new ServletException(e);
          }
        };
    DeploymentInfo info =
        Servlets.deployment()
            .setClassLoader(UndertowContainer.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("test")
            .addErrorPage(Servlets.errorPage("/error-page", CaseApp.WITH_ERROR_PAGE))
            .addServletContainerInitializer(
                new ServletContainerInitializerInfo(
                    initializer.getClass(), new ImmediateInstanceFactory<>(initializer), Set.of()));
    deployment = Servlets.newContainer().addDeployment(info);
    deployment.deploy();
    undertow =
        Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(deployment.start()).build();
    undertow.start();
  }

  @Override
  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void close() {
    try {
      undertow.stop();
      deployment.stop();
      deployment.undeploy();
    } catch (Exception e) {
      throw new AssertionError("The container did not stop", e);
    }
  }
}
