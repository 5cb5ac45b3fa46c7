package io.upstream.metrics.servlet.access;

import io.upstream.metrics.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A network such as {@code 10.0.0.0/8}, or a single address, that may be let in. */
public final class AddressRange {

  private static final Pattern BITS = Pattern.compile("0|[1-9][0-9]{0,2}");

  private final IpAddress network;
  private final int bits;

  private AddressRange(IpAddress network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /** Returns every range of a list that is parted by commas or blanks. */
  public static List<AddressRange> parseAll(String setting, String list) {
    List<AddressRange> ranges = new ArrayList<>();
    for (String item : list.split("[,\\s]+")) {
      if (!item.isEmpty()) {
        ranges.add(parse(setting, item));
      }
    }
    return List.copyOf(ranges);
  }

  public static AddressRange parse(String setting, String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    IpAddress network = IpAddress.parse(address);
    if (network == null) {
      throw malformed(setting, text);
    }
    int all = network.isV4() ? 32 : 128;
    if (slash < 0) {
      return new AddressRange(network, all);
    }
    String digits = text.substring(slash + 1);
    if (!BITS.matcher(digits).matches()) {
      throw malformed(setting, text);
    }
    // ::ffff:10.0.0.0/104 is 10.0.0.0/8. A range that reaches beyond the IPv4 part is a mistake.
    boolean mapped = network.isV4() && address.indexOf(':') >= 0;
    int bits = Integer.parseInt(digits) - (mapped ? 96 : 0);
    if (bits < 0 || bits > all) {
      throw malformed(setting, text);
    }
    return new AddressRange(network, bits);
  }

  private static IllegalArgumentException malformed(String setting, String text) {
    return Settings.malformed(
        setting,
        text,
        "addresses and networks such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32 with commas between"
            + " them; host names are not looked up");
  }

  /**
   * Returns whether an address is in this range. A range without a zone contains its addresses in
   * every zone.
   */
  public boolean contains(IpAddress address) {
    return network.sharesPrefix(address, bits)
        && (network.zone() == null || network.zone().equals(address.zone()));
  }

  public static boolean anyContains(List<AddressRange> ranges, IpAddress address) {
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
