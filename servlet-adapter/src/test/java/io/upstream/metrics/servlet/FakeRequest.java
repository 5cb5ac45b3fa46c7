package io.upstream.metrics.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A request as a container would show it, without a container. */
public final class FakeRequest {

  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private String address = "127.0.0.1";
  private String localAddress = "127.0.0.1";
  private String protocol = "HTTP/1.1";
  private String serverName = "";
  private Set<String> roles = Set.of();

  public static FakeRequest from(String address) {
    FakeRequest request = new FakeRequest();
    request.address = address;
    return request;
  }

  public FakeRequest with(String header, String value) {
    headers.computeIfAbsent(header, name -> new ArrayList<>()).add(value);
    return this;
  }

  /** Over which address of this machine. */
  public FakeRequest at(String address) {
    localAddress = address;
    return this;
  }

  public FakeRequest protocol(String said) {
    protocol = said;
    return this;
  }

  /** As HTTP/2 has it, where the host is no header. */
  public FakeRequest http2(String authority) {
    protocol = "HTTP/2.0";
    serverName = authority;
    return this;
  }

  public FakeRequest inRole(String role) {
    roles = Set.of(role);
    return this;
  }

  public FakeRequest attribute(String name, Object value) {
    attributes.put(name, value);
    return this;
  }

  public HttpServletRequest request() {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            FakeRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getRemoteAddr" -> address;
                  case "getLocalAddr" -> localAddress;
                  case "getProtocol" -> protocol;
                  case "getServerName" -> serverName;
                  case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                  case "getHeaders" ->
                      Collections.enumeration(
                          headers.getOrDefault((String) arguments[0], List.of()));
                  case "isUserInRole" -> roles.contains((String) arguments[0]);
                  case "getAttribute" -> attributes.get((String) arguments[0]);
                  default -> throw new AssertionError("Nobody should ask " + method);
                });
  }
}
