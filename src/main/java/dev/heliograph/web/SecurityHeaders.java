package dev.heliograph.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What browsers are told about every answer: nothing from elsewhere, no guessing of types. */
@ApplicationScoped
class SecurityHeaders {

  /**
   * The page's own scripts and data, and nothing else. NiiVue keeps its fonts and materials in data
   * URLs, and needs no evaluation, worker or WebAssembly for what the page shows (its tests would
   * see a violation); reports carry their own style.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
          + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
          + "frame-ancestors 'none'";

  void register(@Observes Filters filters) {
    filters.register(
        context -> {
          context
              .response()
              .putHeader("X-Content-Type-Options", "nosniff")
              .putHeader("Referrer-Policy", "no-referrer")
              .putHeader("Content-Security-Policy", POLICY);
          context.next();
        },
        1001);
  }
}
