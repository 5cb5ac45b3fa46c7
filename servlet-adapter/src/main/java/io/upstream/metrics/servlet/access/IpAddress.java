package io.upstream.metrics.servlet.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address that was written in digits. A host name is no address here, so nothing is ever looked
 * up: neither what an operator configured nor what a client wrote into a header.
 *
 * <p>An IPv4 address inside IPv6 ({@code ::ffff:10.0.0.1}) is the IPv4 address, because a
 * dual-stack socket reports its IPv4 peers so.
 */
public final class IpAddress {

  private static final Pattern V4 =
      Pattern.compile("D\\.D\\.D\\.D".replace("D", "(?:0|[1-9][0-9]{0,2})"));
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
  private static final Pattern V4_INSIDE = Pattern.compile("[0-9A-Fa-f:]*:([0-9.]*\\.[0-9.]*)");
  private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

  private final InetAddress address;
  private final byte[] bytes;
  private final @Nullable String zone;

  private IpAddress(InetAddress address, @Nullable String zone) {
    this.address = address;
    this.bytes = address.getAddress();
    this.zone = bytes.length == 4 ? null : zone;
  }

  /**
   * Returns the address, or null where the text is anything else. Brackets around IPv6 may stay.
   */
  public static @Nullable IpAddress parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String plain = unbracketed(text);
    int percent = plain.indexOf('%');
    String digits = percent < 0 ? plain : plain.substring(0, percent);
    String zone = percent < 0 ? null : plain.substring(percent + 1);
    boolean v6 = digits.indexOf(':') >= 0;
    if (zone != null && (!v6 || !ZONE.matcher(zone).matches())) {
      return null;
    }
    InetAddress address = v6 ? v6(digits) : v4(digits);
    return address == null ? null : new IpAddress(address, zone);
  }

  private static String unbracketed(String text) {
    boolean bracketed = text.length() > 2 && text.startsWith("[") && text.endsWith("]");
    return bracketed && text.indexOf(':') >= 0 ? text.substring(1, text.length() - 1) : text;
  }

  private static @Nullable InetAddress v4(String digits) {
    // The JDK also accepts "10.1" and, on some systems, octal numbers. Access control must not
    // depend on which of two readings of an address is meant.
    if (!V4.matcher(digits).matches()) {
      return null;
    }
    String[] parts = digits.split("\\.", -1);
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      int part = Integer.parseInt(parts[i]);
      if (part > 255) {
        return null;
      }
      bytes[i] = (byte) part;
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      return null;
    }
  }

  private static @Nullable InetAddress v6(String digits) {
    if (!V6.matcher(digits).matches()) {
      return null;
    }
    var inside = V4_INSIDE.matcher(digits);
    if (digits.indexOf('.') >= 0 && (!inside.matches() || v4(inside.group(1)) == null)) {
      return null;
    }
    try {
      // The JDK parses or refuses a text with a colon and does not call a name service.
      return InetAddress.getByName(digits);
    } catch (UnknownHostException notAnAddress) {
      return null;
    }
  }

  boolean isV4() {
    return bytes.length == 4;
  }

  boolean isLoopback() {
    return address.isLoopbackAddress();
  }

  @Nullable String zone() {
    return zone;
  }

  /** Returns whether the first bits of both are equal; false for an IPv4 and an IPv6 address. */
  boolean sharesPrefix(IpAddress other, int bits) {
    if (bytes.length != other.bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length && bits > 8 * i; i++) {
      int mask = 0xff << Math.max(0, 8 - (bits - 8 * i));
      if (((bytes[i] ^ other.bytes[i]) & mask & 0xff) != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns a number that identifies the client: the address, or for IPv6 the 64-bit network of one
   * subscriber.
   */
  public long subscriber() {
    long key = 0;
    for (int i = 0; i < Math.min(8, bytes.length); i++) {
      key = (key << 8) | (bytes[i] & 0xff);
    }
    return isV4() ? key : ~key;
  }
}
