package dev.heliograph.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages of other sites out: a service that is bound to this machine answers to this machine's
 * names only (against DNS rebinding), and nothing is changed at the request of another origin.
 */
@ApplicationScoped
class HostGuard {

  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final boolean local;

  HostGuard(@ConfigProperty(name = "quarkus.http.host") String host) {
    this.local = LOCAL.contains(host);
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, 1000);
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    HostAndPort host = request.authority();
    if (host == null || (local && !LOCAL.contains(host.host()))) {
      refuse(
          context,
          421,
          "this service answers to the names of this machine only, not to "
              + (host == null ? "a request without one" : "'" + host.host() + "'"),
          "use localhost; to serve other machines start with --host");
    } else if (!SAFE.contains(request.method()) && foreign(request, host)) {
      refuse(
          context,
          403,
          "a page of another origin may not change anything here",
          "open the service's own page, or call the API from a program");
    } else {
      context.next();
    }
  }

  private static boolean foreign(HttpServerRequest request, HostAndPort host) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return true;
    }
    String origin = request.getHeader("Origin");
    return origin != null && !sameHost(origin, host);
  }

  private static boolean sameHost(String origin, HostAndPort host) {
    URI uri = parse(origin);
    return uri != null
        && uri.getHost() != null
        && uri.getHost().equalsIgnoreCase(host.host())
        && uri.getPort() == host.port();
  }

  private static @Nullable URI parse(String origin) {
    try {
      return URI.create(origin);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static void refuse(RoutingContext context, int status, String cause, String fix) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .end(Problem.of(status, cause, fix, context.request().path()).json().toString());
  }
}
