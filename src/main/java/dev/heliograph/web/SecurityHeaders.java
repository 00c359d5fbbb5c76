package dev.heliograph.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What browsers are told about every answer: nothing from elsewhere, no guessing of types. */
@ApplicationScoped
class SecurityHeaders {

  /** NiiVue compiles shaders and WebAssembly, runs workers from blobs and draws to blobs. */
  private static final String POLICY =
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; "
          + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
          + "connect-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; "
          + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

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
