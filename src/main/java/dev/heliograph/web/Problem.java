package dev.heliograph.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An error, as RFC 9457 has it, with the fix beside the cause. */
@Schema(name = "Problem", description = "What went wrong and what to do about it (RFC 9457).")
record Problem(
    @Schema(description = "about:blank: the status says what kind of problem it is.") String type,
    @Schema(examples = "Not Found") String title,
    @Schema(examples = "404") int status,
    @Schema(description = "The cause.", examples = "there is no study 01JD0000000000000000000001")
        String detail,
    @Schema(description = "What to do about it.", examples = "GET /api/studies lists what there is")
        String fix,
    @Schema(description = "The path that was asked.") String instance) {

  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(int status, String detail, String fix, String instance) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title =
        status == 421
            ? "Misdirected Request"
            : status == 422
                ? "Unprocessable Content"
                : known == null ? "Error " + status : known.getReasonPhrase();
    return new Problem("about:blank", title, status, detail, fix, instance);
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", type)
        .put("title", title)
        .put("status", status)
        .put("detail", detail)
        .put("fix", fix)
        .put("instance", instance);
  }
}
