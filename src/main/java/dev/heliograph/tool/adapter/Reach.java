package dev.heliograph.tool.adapter;

import dev.heliograph.tool.ToolMaker.Origin;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where tools may be. The operator's manifests may name any HTTP address. What is registered over
 * the network may only name public addresses, and private ones that the operator lists in {@code
 * heliograph.tools.hosts} ({@code host} or {@code host:port}): else a manifest could make this
 * service ask its own neighbours (server-side request forgery).
 */
@Singleton
public class Reach {

  private final List<String> listed;

  @Inject
  Reach(@ConfigProperty(name = "heliograph.tools.hosts") Optional<List<String>> hosts) {
    this(hosts.orElse(List.of()));
  }

  Reach(List<String> listed) {
    this.listed = listed.stream().map(h -> h.strip().toLowerCase(Locale.ROOT)).toList();
  }

  /**
   * An address as a manifest has it.
   *
   * @throws IllegalArgumentException if it may not be used, naming cause and fix
   */
  URI checked(String url, Origin origin) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("runner.url: no address: " + e.getReason(), e);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("runner.url: write an http or https address");
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "runner.url: write https://host/path, without user, password or fragment");
    }
    if (origin == Origin.NETWORK) {
      checkReachable(uri);
    }
    return uri;
  }

  /**
   * Resolves the host of a registered tool and refuses neighbours; asked again at each call, as
   * names may come to mean another address.
   *
   * @throws IllegalArgumentException if one of its addresses is not public and not listed
   */
  void checkReachable(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    if (listed.contains(host) || listed.contains(host + ":" + port(uri))) {
      return;
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!isPublic(address)) {
          throw new IllegalArgumentException(
              "runner.url: "
                  + host
                  + " is not a public address; the operator can allow it with"
                  + " heliograph.tools.hosts="
                  + host
                  + ":"
                  + port(uri));
        }
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("runner.url: there is no host " + host, e);
    }
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0
        ? uri.getPort()
        : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  static boolean isPublic(InetAddress address) {
    byte[] b = address.getAddress();
    boolean shared = b.length == 4 && (b[0] & 0xff) == 100 && (b[1] & 0xc0) == 64; // RFC 6598
    boolean reserved = b.length == 4 && ((b[0] & 0xff) == 0 || (b[0] & 0xf0) == 0xf0);
    boolean uniqueLocal = address instanceof Inet6Address && (b[0] & 0xfe) == 0xfc; // RFC 4193
    // NAT64 and 6to4 carry an IPv4 address that could be anyone's.
    boolean carrier =
        address instanceof Inet6Address
            && ((b[0] == 0x20 && b[1] == 0x02) || (b[0] == 0 && b[1] == 0x64));
    return !(address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || shared
        || reserved
        || uniqueLocal
        || carrier);
  }
}
