package io.upstream.metrics.guard.value;

import io.upstream.metrics.guard.detect.Detection;

/**
 * Removes the parts that a generator added to the name of a class, so that a proxy, a lambda or a
 * mock counts as its original class: {@code ClaimController$$EnhancerBySpringCGLIB$$1a2b#list} is
 * {@code ClaimController#list}.
 */
public final class GeneratedNames {

  /**
   * The beginnings of the added part: two dollars, a proxy of Hibernate, a mock, a hidden class.
   */
  private static final String[] MARKERS = {
    "$$", "$HibernateProxy", "$MockitoMock$", "$ByteBuddy$", "/0x"
  };

  private static final String PROXY = "$Proxy";

  private GeneratedNames() {}

  /** Returns the original class's name; the same string if nothing was added. */
  public static String plain(String name) {
    if (name.length() > Detection.SEEN) {
      return name; // refused in any case
    }
    int cut = firstMarker(name);
    if (cut > 0) {
      return name.substring(0, withoutUnderscore(name, cut)) + method(name, cut);
    }
    int proxy = name.indexOf(PROXY);
    int digits = proxy < 0 ? -1 : proxy + PROXY.length();
    if (digits < 0 || digits >= name.length() || !Character.isDigit(name.charAt(digits))) {
      return name;
    }
    return name.substring(0, digits) + method(name, digits);
  }

  private static int firstMarker(String name) {
    if (name.startsWith("/")) {
      return -1; // a route: /Patient/{id}/$everything
    }
    int first = -1;
    for (String marker : MARKERS) {
      int at = name.indexOf(marker);
      first = at > 0 && (first < 0 || at < first) ? at : first;
    }
    return first;
  }

  /**
   * Returns the length without an underscore before the cut, as in Javassist's Type_$$_jvst1a2b.
   */
  private static int withoutUnderscore(String name, int cut) {
    return cut > 1 && name.charAt(cut - 1) == '_' ? cut - 1 : cut;
  }

  private static String method(String name, int from) {
    int method = name.indexOf('#', from);
    return method < 0 ? "" : name.substring(method);
  }
}
