package dev.heliograph.tool.adapter;

import dev.heliograph.tool.ToolMaker;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The makers that come in more than one kind. */
@Singleton
class Makers {

  @Produces
  @Singleton
  @Unremovable
  ToolMaker http(Reach reach) {
    return new HttpToolMaker("http", reach);
  }

  /** An operation of an OpenAPI document; {@code tool import openapi} writes such manifests. */
  @Produces
  @Singleton
  @Unremovable
  ToolMaker openapi(Reach reach) {
    return new HttpToolMaker("openapi", reach);
  }
}
