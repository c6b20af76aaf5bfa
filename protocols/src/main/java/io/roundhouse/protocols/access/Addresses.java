package io.roundhouse.protocols.access;

import io.netty.util.NetUtil;
import java.util.HexFormat;

/** Reads the addresses that requests come from. */
final class Addresses {

  private Addresses() {}

  /** Whether the address is one of this machine. */
  static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1") || address.equals("::1");
  }

  /** What counts as one client: one IPv4 address, or the 64 bits of an IPv6 address that name a network. */
  static String client(String address) {
    if (address.indexOf(':') < 0) {
      return "at " + address;
    }
    int zone = address.indexOf('%');
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(zone < 0 ? address : address.substring(0, zone));
    return "at " + (bytes == null || bytes.length < 8 ? address : HexFormat.of().formatHex(bytes, 0, 8));
  }
}
