package io.roundhouse.protocols.a2a.push;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Tells addresses of the public internet from those of this machine, this network and special uses (RFC 6890). */
final class PublicAddresses {

  private PublicAddresses() {}

  static boolean isPublic(InetAddress address) {
    if (address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
  }

  private static boolean isPublic4(byte[] b) {
    int first = b[0] & 0xff;
    int second = b[1] & 0xff;
    return first != 0
        && first < 240
        && !(first == 100 && second >= 64 && second < 128)
        && !(first == 192 && second == 0 && ((b[2] & 0xff) == 0 || (b[2] & 0xff) == 2))
        && !(first == 198 && (second == 18 || second == 19 || second == 51))
        && !(first == 203 && second == 0);
  }

  private static boolean isPublic6(byte[] b) {
    int first = b[0] & 0xff;
    if ((first & 0xfe) == 0xfc || (first == 0x20 && b[1] == 1 && b[2] == 0x0d && (b[3] & 0xff) == 0xb8)) {
      return false;
    }
    if (startsWith(b, 0, 0x64, 0xff, 0x9b) || isZero(b, 12)) {
      return isPublic(v4(b, 12));
    }
    if (first == 0x20 && b[1] == 2) {
      return isPublic(v4(b, 2));
    }
    return !startsWith(b, 0x20, 0x01, 0x00, 0x00) && first >= 0x20 && first < 0x40;
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress v4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
