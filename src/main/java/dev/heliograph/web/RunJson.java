package dev.heliograph.web;

import dev.heliograph.agent.RunEvent;
import dev.heliograph.agent.RunStore.Run;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A run as the API gives it; all else is in its events. */
@Schema(name = "Run", description = "The work for one user message.")
public record RunJson(
    @Schema(examples = Ulids.EXAMPLE) String id,
    String conversation,
    @Schema(description = "What the user said.") String text,
    Instant createdAt,
    @Schema(
            description = "Type of the final event; null while it runs.",
            nullable = true,
            enumeration = {"clarification_asked", "answer", "refused", "cancelled", "failed"})
        @Nullable String endedWith) {

  static RunJson of(Run r) {
    RunEvent.Type ended = r.endedWith();
    return new RunJson(
        r.id(), r.conversation(), r.text(), r.createdAt(), ended == null ? null : ended.json());
  }
}
