package dev.heliograph.agent.planner.chat;

import dev.heliograph.agent.Planner.PlannerException;
import dev.heliograph.agent.PlannerState;
import dev.heliograph.agent.PlannerState.ModelCall;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One streamed reply, waited for in short steps so that stop is heard within a tenth of a second. A
 * reply that is abandoned is cut at its next token; nothing of it reaches the draft any more.
 */
final class StreamedCall implements StreamingChatResponseHandler {

  /** A small model may repeat itself for ever; no plan or answer is as long as this. */
  static final int MAX_CHARACTERS = 20_000;

  private static final long POLL_MS = 50;

  /** The reply has more than {@link #MAX_CHARACTERS}. */
  static final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLongException() {
      super("the reply was cut after " + MAX_CHARACTERS + " characters");
    }
  }

  private final CompletableFuture<ChatResponse> reply = new CompletableFuture<>();
  private final PlannerState state;
  private final CallStyle style;
  private volatile @Nullable StreamingHandle handle;
  private volatile boolean abandoned;
  private volatile boolean prose;
  private volatile boolean started;
  private int characters; // of the thread that reads the stream

  private StreamedCall(PlannerState state, CallStyle style) {
    this.state = state;
    this.style = style;
  }

  /**
   * @throws PlannerException if the provider fails, answers nothing or takes longer than {@code
   *     timeout}
   * @throws CancellationException if the user pressed stop
   * @throws TooLongException if the reply does not end
   */
  static ChatResponse run(
      StreamingChatModel model,
      String name,
      ChatRequest request,
      CallStyle style,
      Duration timeout,
      PlannerState state) {
    long start = System.nanoTime();
    StreamedCall call = new StreamedCall(state, style);
    String outcome = "ok";
    TokenUsage usage = null;
    try {
      model.chat(request, call);
      ChatResponse response = call.await(start + timeout.toNanos());
      usage = response.metadata() == null ? null : response.tokenUsage();
      return response;
    } catch (CancellationException e) {
      outcome = "cancelled";
      throw e;
    } catch (PlannerException e) {
      outcome = "failed";
      throw e;
    } catch (TooLongException e) {
      outcome = "too long";
      throw e;
    } catch (RuntimeException e) {
      outcome = "failed";
      throw ProviderErrors.of(e);
    } finally {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      state
          .events()
          .accept(new ModelCall(name, tokens(usage, true), tokens(usage, false), millis, outcome));
    }
  }

  private ChatResponse await(long deadlineNanos) {
    while (true) {
      if (state.cancelled().getAsBoolean()) {
        abandon();
        throw new CancellationException("stopped while the model was answering");
      }
      if (System.nanoTime() > deadlineNanos) {
        abandon();
        throw new PlannerException(
            "the model did not finish its answer in time",
            "try again, or raise the model's timeout in the agent's configuration",
            true);
      }
      try {
        return reply.get(POLL_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        continue; // look at the stop button again
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TooLongException tooLong) {
          throw tooLong;
        }
        throw ProviderErrors.of(e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        abandon();
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while the model was answering");
      }
    }
  }

  private void abandon() {
    abandoned = true;
    StreamingHandle h = handle;
    if (h != null) {
      h.cancel();
    }
  }

  @Override
  public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
    String text = partial.text();
    if (hold(context.streamingHandle(), text) || text == null || text.isEmpty()) {
      return;
    }
    // What begins like JSON or a fence is a call, not prose for the user.
    if (!started && !text.isBlank()) {
      started = true;
      char first = text.strip().charAt(0);
      prose = style == CallStyle.NATIVE && first != '{' && first != '`' && first != '[';
    }
    if (prose) {
      state.draft().accept(text);
    }
  }

  @Override
  public void onPartialToolCall(PartialToolCall partial, PartialToolCallContext context) {
    hold(context.streamingHandle(), partial.partialArguments());
  }

  /** Keeps the handle; true if the reply was abandoned, which is then cut here. */
  private boolean hold(StreamingHandle h, @Nullable String text) {
    handle = h;
    characters += text == null ? 0 : text.length();
    if (characters > MAX_CHARACTERS) {
      abandoned = true;
      reply.completeExceptionally(new TooLongException());
    }
    if (abandoned) {
      h.cancel();
    }
    return abandoned;
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    reply.complete(response);
  }

  @Override
  public void onError(Throwable error) {
    reply.completeExceptionally(error);
  }

  private static int tokens(@Nullable TokenUsage usage, boolean input) {
    Integer n = usage == null ? null : input ? usage.inputTokenCount() : usage.outputTokenCount();
    return n == null ? -1 : n;
  }
}
