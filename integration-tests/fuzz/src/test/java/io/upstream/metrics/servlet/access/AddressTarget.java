package io.upstream.metrics.servlet.access;

import inet.ipaddr.AddressValueException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import io.upstream.metrics.fuzz.Claim;
import io.upstream.metrics.fuzz.Input;
import io.upstream.metrics.fuzz.Requests;
import io.upstream.metrics.servlet.MetricsAccess;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking, and whether that one is let in.
 *
 * <p>A line is {@code r} and networks that may read, {@code p} and proxies that are believed,
 * {@code s} and the address of the socket's other end, {@code f} and a line of {@code
 * X-Forwarded-For}, {@code h} and another header that a proxy may send.
 */
public final class AddressTarget {

  // What everybody agrees to be an address or a network, and nothing else.
  private static final Pattern V4 =
      Pattern.compile("N(?:\\.N){3}".replace("N", "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)"));
  private static final Pattern V6 =
      Pattern.compile("(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|::|::[0-9a-fA-F]{1,4}");
  private static final List<String> HEADERS =
      List.of("Forwarded", "X-Real-IP", "Via", "X-Forwarded-Host", "X-Forwarded-Proto", "Host");

  private static final Pattern PLAINLY_LOCAL =
      Pattern.compile(
          "(?i)(?:(?:[a-z0-9-]+\\.)*localhost|127\\.0\\.0\\.1|\\[::1]|192\\.0\\.2\\.80)(?::[0-9]{1,5})?");

  private final List<AddressRange> allowed = new ArrayList<>();
  private final List<AddressRange> proxies = new ArrayList<>();
  private final List<IPAddress> allowedByOther = new ArrayList<>();
  private final List<IPAddress> proxiesByOther = new ArrayList<>();
  private final List<String> forwarded = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private final MetricsAccess.Builder access = MetricsAccess.builder();
  private String socket = "127.0.0.1";

  private AddressTarget() {}

  /** For the fuzzer, before the clock runs for an input: whatever is needed is loaded. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[0]);
  }

  /** For the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    AddressTarget run = new AddressTarget();
    for (String line : Input.lines(data)) {
      String text = Input.from(line, 1);
      switch (Input.at(line, 0)) {
        case 'r' -> {
          if (ranges(text, run.allowed, run.allowedByOther)) {
            run.access.allow(text);
          }
        }
        case 'p' -> {
          if (ranges(text, run.proxies, run.proxiesByOther)) {
            run.access.trustedProxies(text);
          }
        }
        case 's' -> run.socket = text;
        case 'f' -> run.forwarded.add(text);
        case 'h' -> run.others.add(text);
        default -> address(line);
      }
    }
    run.ask();
  }

  private static @Nullable IpAddress address(String text) {
    IpAddress ours = IpAddress.parse(text);
    IPAddress other = other(text);
    boolean plain = V4.matcher(text).matches() || V6.matcher(text).matches();
    Claim.holds(ours != null || !plain, "an address that is not read", text);
    if (ours != null) {
      Claim.holds(other != null, "an address for us alone", text);
      Claim.same(ours.isV4(), other.isIPv4(), "of another version", text);
      Claim.same(ours.isLoopback(), other.isLoopback(), "loopback for one alone", text);
      AddressRange itself =
          AddressRange.parse("test", other.toCanonicalString()); // as the other writes it
      Claim.holds(itself.contains(ours), "another address than the other reads", text);
    }
    return ours;
  }

  private static @Nullable IPAddress other(String text) {
    String plain = text;
    if (plain.startsWith("[") && plain.endsWith("]") && plain.indexOf(':') >= 0) {
      plain = plain.substring(1, plain.length() - 1);
    }
    IPAddress address = plain.indexOf('/') >= 0 ? null : read(plain);
    return address != null && address.isIPv6() && address.toIPv6().isIPv4Mapped()
        ? address.toIPv6().getEmbeddedIPv4Address()
        : address;
  }

  private static @Nullable IPAddress read(String text) {
    try {
      return new IPAddressString(text).getAddress();
    } catch (AddressValueException e) {
      return null; // it promises null, and throws where a range of numbers begins too high
    }
  }

  /** Returns whether all of a list could be read. */
  private static boolean ranges(String list, List<AddressRange> ours, List<IPAddress> others) {
    List<AddressRange> read;
    try {
      read = AddressRange.parseAll("METRICS_ALLOWED_IPS", list);
    } catch (IllegalArgumentException e) {
      Claim.holds(
          e.getMessage().startsWith("METRICS_ALLOWED_IPS=")
              && e.getMessage().contains("10.0.0.0/8"),
          "a refusal that does not help",
          e.getMessage());
      return false;
    }
    List<IPAddress> byOther = new ArrayList<>();
    for (String item : list.split("[,\\s]+")) {
      if (!item.isEmpty()) {
        byOther.add(network(item));
      }
    }
    Claim.same(read.size(), byOther.size(), "a range is lost", list);
    ours.addAll(read);
    others.addAll(byOther);
    return true;
  }

  private static IPAddress network(String item) {
    int slash = item.indexOf('/');
    String text = slash < 0 ? item : item.substring(0, slash);
    IPAddress address = other(text);
    Claim.holds(address != null, "a range for us alone", item);
    if (slash < 0) {
      return address;
    }
    boolean mapped = address.isIPv4() && text.indexOf(':') >= 0;
    int bits = Integer.parseInt(item.substring(slash + 1)) - (mapped ? 96 : 0);
    return address.toPrefixBlock(bits);
  }

  private static boolean isIn(List<IPAddress> ranges, IPAddress address) {
    for (IPAddress range : ranges) {
      boolean zoned = range.isIPv6() && range.toIPv6().hasZone();
      IPAddress plain = address.isIPv6() ? address.toIPv6().removeZone() : address;
      IPAddress network = zoned ? range.toIPv6().removeZone() : range;
      boolean sameZone =
          !zoned
              || (address.isIPv6()
                  && range.toIPv6().getZone().equals(String.valueOf(address.toIPv6().getZone())));
      if (network.getIPVersion() == plain.getIPVersion() && network.contains(plain) && sameZone) {
        return true;
      }
    }
    return false;
  }

  private void ask() {
    IpAddress peer = address(socket);
    HttpServletRequest request = request(forwarded);
    IpAddress client = RequestOrigin.client(request, proxies);
    IPAddress expected = client(peer);
    String about = socket + " for " + forwarded;
    Claim.same(client == null, expected == null, "a client for one alone", about);
    boolean within = expected != null && isIn(allowedByOther, expected);
    if (client != null) {
      Claim.same(
          AddressRange.anyContains(allowed, client), within, "in a range for one alone", about);
    }

    // What a client itself writes stands in front of what our proxies write.
    List<String> forged = new ArrayList<>(forwarded);
    forged.add(0, "127.0.0.1, 10.0.0.1, unknown");
    boolean believed = peer != null && AddressRange.anyContains(proxies, peer);
    boolean named = client != null && !AddressRange.anyContains(proxies, client);
    IpAddress after = RequestOrigin.client(request(forged), proxies);
    if (!believed || named) {
      Claim.same(text(after), text(client), "a client chooses its own address", about);
    }

    MetricsAccess rules = access.build();
    boolean local =
        peer != null
            && peer.isLoopback()
            && !believed
            && forwarded.isEmpty()
            && others.stream().allMatch(header -> name(header).equals("Host"));
    List<String> hosts =
        others.stream()
            .filter(header -> name(header).equals("Host"))
            .map(header -> Input.from(header, 1))
            .toList();
    // Without a rule of its own, a request has to name this machine, and every host has to do so.
    boolean mayBe =
        allowed.isEmpty()
            ? local && !hosts.isEmpty() && hosts.stream().allMatch(AddressTarget::mayBeLocal)
            : within;
    boolean hasToBe =
        allowed.isEmpty()
            ? local && !hosts.isEmpty() && hosts.stream().allMatch(AddressTarget::isPlainlyLocal)
            : within;
    boolean mayRead = rules.mayRead(request);
    about += " as " + hosts + " in " + allowedByOther;
    Claim.holds(mayRead || !hasToBe, "kept out against the rules", about);
    Claim.holds(!mayRead || mayBe, "let in against the rules", about);
    IpAddress counted = RequestOrigin.counted(request, proxies);
    Claim.same(
        counted == null, client == null && peer == null, "counted without an address", about);
  }

  /** Returns whether a host is written as everybody writes this machine. */
  private static boolean isPlainlyLocal(String host) {
    return PLAINLY_LOCAL.matcher(host).matches();
  }

  /**
   * Returns whether a host is this machine by a second reading, which takes more than the first.
   */
  private static boolean mayBeLocal(String host) {
    String name = withoutPort(host.strip()).toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    IPAddress address = other(name);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || (address != null
            && (address.isLoopback() || address.equals(other(Requests.LOCAL_ADDRESS))));
  }

  private static String withoutPort(String hop) {
    return hop.replaceAll("^([^:]+|.*]):[0-9]{1,5}$", "$1");
  }

  /** The last hop that is none of our proxies, as far as addresses go. */
  private @Nullable IPAddress client(@Nullable IpAddress peer) {
    IPAddress address = peer == null ? null : other(socket);
    if (address == null || !isIn(proxiesByOther, address)) {
      return address;
    }
    IPAddress client = null;
    String[] hops = String.join(",", forwarded).split(",", -1);
    for (int i = hops.length - 1; i >= 0 && !forwarded.isEmpty(); i--) {
      String hop = withoutPort(hops[i].trim());
      client = IpAddress.parse(hop) == null ? null : other(hop);
      if (client == null || !isIn(proxiesByOther, client)) {
        return client;
      }
    }
    return client;
  }

  private HttpServletRequest request(List<String> hops) {
    Requests request = Requests.from(socket);
    hops.forEach(line -> request.with("X-Forwarded-For", line));
    others.forEach(header -> request.with(name(header), Input.from(header, 1)));
    return request.request();
  }

  private static String name(String header) {
    return Input.choose(HEADERS, Input.at(header, 0));
  }

  private static @Nullable String text(@Nullable IpAddress address) {
    return address == null ? null : address.subscriber() + "%" + address.zone();
  }
}
