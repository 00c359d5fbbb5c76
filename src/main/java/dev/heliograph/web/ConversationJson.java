package dev.heliograph.web;

import dev.heliograph.agent.RunStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A conversation as the API gives it. */
@Schema(name = "Conversation")
public record ConversationJson(
    @Schema(examples = Ulids.EXAMPLE) String id,
    Instant createdAt,
    String agent,
    List<NamedStudy> studies,
    @Schema(description = "What was asked first; empty before.") String title,
    @Schema(description = "Oldest first.") List<RunJson> runs) {

  /** A study of a conversation, and what plans call it. */
  @Schema(name = "NamedStudy")
  public record NamedStudy(String id, @Schema(examples = "ct") String as) {}

  static ConversationJson of(RunStore.Conversation c, List<RunStore.Run> runs) {
    List<NamedStudy> studies = new ArrayList<>();
    for (int i = 0; i < c.studies().size(); i++) {
      studies.add(new NamedStudy(c.studies().get(i), c.names().get(i)));
    }
    return new ConversationJson(
        c.id(),
        c.createdAt(),
        c.agent(),
        studies,
        runs.isEmpty() ? "" : runs.get(0).text(),
        runs.stream().map(RunJson::of).toList());
  }
}
