package io.upstream.metrics.spring.boot;

import io.upstream.metrics.spring.ViewNaming;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application sets about the numbers of its requests.
 *
 * @param enabled whether requests are counted and timed
 * @param view what the label view says of a controller's method
 * @param application the first word of views of the style application
 * @param countScrapes whether requests for our own page and for health are counted, too
 */
@ConfigurationProperties("upstream.metrics.http")
public record HttpProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("simple-name") ViewStyle view,
    @DefaultValue("upstream") String application,
    @DefaultValue("false") boolean countScrapes) {

  /** The form of a controller method's name. */
  public enum ViewStyle {
    /** ClaimController#list. */
    SIMPLE_NAME,
    /** com.example.claims.ClaimController#list. */
    FULL_NAME,
    /** /claims/{id}. */
    ROUTE,
    /** upstream.ClaimController#list. */
    APPLICATION
  }

  ViewNaming naming() {
    return switch (view) {
      case SIMPLE_NAME -> ViewNaming.simpleName();
      case FULL_NAME -> ViewNaming.fullName();
      case ROUTE -> ViewNaming.routeTemplate();
      case APPLICATION -> ViewNaming.ofApplication(application);
    };
  }
}
