package dev.heliograph.agent.planner.chat;

import dev.heliograph.agent.Move;
import dev.heliograph.agent.Planner;
import dev.heliograph.agent.PlannerState;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;

/**
 * Lets a chat model choose the next move. Keeps no state: each request is built from the planner's
 * state alone.
 */
public final class ChatModelPlanner implements Planner {

  private final String name;
  private final StreamingChatModel model;
  private final CallStyle style;
  private final Duration timeout;

  /**
   * @param name the model's name, for the log
   * @param style how the model states its calls
   * @param timeout longest time one reply may take, from the request to its last token
   */
  public ChatModelPlanner(
      String name, StreamingChatModel model, CallStyle style, Duration timeout) {
    this.name = name;
    this.model = model;
    this.style = style;
    this.timeout = timeout;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Move next(PlannerState state) {
    ChatRequest request = ChatPrompt.request(state, style);
    try {
      ChatResponse response = StreamedCall.run(model, name, request, style, timeout, state);
      return ChatMoves.read(response.aiMessage(), style, state);
    } catch (StreamedCall.TooLongException e) {
      return new Move.Malformed(String.valueOf(e.getMessage()), "");
    }
  }
}
