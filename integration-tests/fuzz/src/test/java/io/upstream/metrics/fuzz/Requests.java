package io.upstream.metrics.fuzz;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request from an address, with headers and nothing else; what else is asked has no answer. */
public final class Requests {

  /** The address of this machine that is asked. */
  public static final String LOCAL_ADDRESS = "192.0.2.80";

  private final String address;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private Requests(String address) {
    this.address = address;
  }

  /** A request whose socket's other end has this address. */
  public static Requests from(String address) {
    return new Requests(address);
  }

  /** The same with one header line more. */
  public Requests with(String header, String value) {
    headers.computeIfAbsent(header, any -> new ArrayList<>()).add(value);
    return this;
  }

  /** As a servlet sees it. */
  public HttpServletRequest request() {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            Requests.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getRemoteAddr" -> address;
                  case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                  case "getHeaders" ->
                      Collections.enumeration(
                          headers.getOrDefault((String) arguments[0], List.of()));
                  case "getLocalAddr" -> LOCAL_ADDRESS;
                  case "getProtocol" -> "HTTP/1.1";
                  case "isUserInRole" -> false;
                  case "getAttribute" -> null;
                  default -> throw new AssertionError("Nobody should ask " + method);
                });
  }
}
