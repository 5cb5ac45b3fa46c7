package io.upstream.metrics.servlet.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

  /** Bytes that often share a prefix, else hardly any address would be within any range. */
  private static Arbitrary<byte[]> bytes(int length) {
    return Arbitraries.bytes()
        .edgeCases(edges -> edges.add((byte) 0, (byte) -1, (byte) 10, (byte) 127))
        .list()
        .ofSize(length)
        .map(
            list -> {
              byte[] bytes = new byte[length];
              for (int i = 0; i < length; i++) {
                bytes[i] = list.get(i);
              }
              return bytes;
            });
  }

  @Provide
  Arbitrary<String> addresses() {
    Arbitrary<byte[]> v4 = bytes(4);
    Arbitrary<byte[]> v6 = bytes(16);
    Arbitrary<String> plain = Arbitraries.oneOf(v4, v6).map(AddressRangeTest::text);
    Arbitrary<String> mapped = v4.map(bytes -> "::ffff:" + text(bytes));
    Arbitrary<String> scoped = v6.map(bytes -> text(bytes) + "%eth0");
    return Arbitraries.oneOf(plain, mapped, scoped);
  }

  private static String text(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** A range around the address or around any other. */
  @Provide
  Arbitrary<Asked> asked() {
    return Combinators.combine(
            addresses(),
            addresses(),
            Arbitraries.integers().between(0, 128),
            Arbitraries.of(true, false))
        .as(
            (address, other, bits, around) -> {
              String base = (around ? address : other).replace("::ffff:", "");
              int slash = base.indexOf('%');
              base = slash < 0 ? base : base.substring(0, slash);
              return new Asked(address, base + "/" + (base.contains(":") ? bits : bits % 33));
            });
  }

  record Asked(String address, String range) {}

  @Property(tries = 5000)
  void contains_what_another_implementation_says(@ForAll("asked") Asked asked) {
    boolean ours =
        AddressRange.parse("test", asked.range()).contains(IpAddress.parse(asked.address()));

    assertThat(ours).isEqualTo(secondReading(asked));
  }

  private static boolean secondReading(Asked asked) {
    IPAddress range = new IPAddressString(asked.range()).getAddress().toPrefixBlock();
    IPAddress address = new IPAddressString(asked.address()).getAddress();
    if (address.isIPv6() && address.toIPv6().isIPv4Mapped()) {
      address = address.toIPv6().getEmbeddedIPv4Address();
    }
    if (address.isIPv6()) {
      address = address.toIPv6().removeZone();
    }
    return range.getIPVersion() == address.getIPVersion() && range.contains(address);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "::ffff:10.0.0.0/104, 10.1.2.3, true",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "::/0, 203.0.113.9, false",
    "::/0, ::ffff:203.0.113.9, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "127.0.0.1/8, 127.4.5.6, true",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "fe80::/10, fe80::1%eth0, true",
    "fe80::1%eth0, fe80::1%eth0, true",
    "fe80::1%eth0, fe80::1%eth1, false",
    "fe80::1%eth0, fe80::1, false",
    "::1, 0:0:0:0:0:0:0:1, true",
    "::1, [::1], true",
  })
  void contains(String range, String address, boolean expected) {
    assertThat(AddressRange.parse("test", range).contains(IpAddress.parse(address)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "example.org",
        "10.0.0",
        "10",
        "010.0.0.1",
        "10.0.0.256",
        "10.0.0.1.2",
        "0x7f.0.0.1",
        "2130706433",
        "10.0.0.1 ",
        "10.0.0.1%eth0",
        "[10.0.0.1]",
        ".10.0.0.1",
        "10.0.0.1.",
        ":",
        "1::2::3",
        "::12345",
        "::ffff:10.0.0",
        "::ffff:010.0.0.1",
        "fe80::1%",
        "fe80::1%a b",
        "fe80::1%a/b",
        "١٠.0.0.1",
        "unknown",
        "_hidden",
        "1:2:3:4:5:6:7:8:9"
      })
  void what_is_no_address_is_none(String text) {
    assertThat(IpAddress.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10.0.0.0/08",
        "10.0.0.0/255.0.0.0",
        "/8",
        "::/129",
        "::ffff:10.0.0.0/95",
        "intranet/8",
        "10.0.0.0/8/8",
        "10.0.0.0/٨"
      })
  void a_malformed_range_is_refused_with_its_setting(String range) {
    assertThatThrownBy(() -> AddressRange.parse("METRICS_ALLOWED_IPS", range))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("METRICS_ALLOWED_IPS=" + range)
        .hasMessageContaining("10.0.0.0/8");
  }

  @Test
  void an_ipv6_subscriber_is_one_address() {
    assertThat(IpAddress.parse("2001:db8:1:2::1").subscriber())
        .isEqualTo(IpAddress.parse("2001:db8:1:2:ffff::9").subscriber())
        .isNotEqualTo(IpAddress.parse("2001:db8:1:3::1").subscriber());
  }
}
