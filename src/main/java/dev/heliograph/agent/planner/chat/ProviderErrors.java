package dev.heliograph.agent.planner.chat;

import dev.heliograph.agent.Planner.PlannerException;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import java.io.IOException;

/**
 * A provider's failure in our words: cause, fix, and whether trying again may help. A provider's
 * own text is not passed on; it may quote the request, and with it what the user said.
 */
final class ProviderErrors {

  private ProviderErrors() {}

  static PlannerException of(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      PlannerException known = known(t);
      if (known != null) {
        return known;
      }
    }
    return new PlannerException(
        "the model provider failed (" + error.getClass().getSimpleName() + ")",
        "see the service's log, or choose another agent",
        false);
  }

  private static @org.jspecify.annotations.Nullable PlannerException known(Throwable t) {
    if (t instanceof PlannerException p) {
      return p;
    } else if (t instanceof RateLimitException) {
      return new PlannerException(
          "the model provider limits the rate of requests (429)",
          "wait a moment and try again",
          true);
    } else if (t instanceof AuthenticationException) {
      return new PlannerException(
          "the model provider refused the key",
          "check the environment variable that the agent names as apiKeyEnv",
          false);
    } else if (t instanceof ModelNotFoundException) {
      return new PlannerException(
          "the model provider does not know this model",
          "check the model's name and base URL",
          false);
    } else if (t instanceof InvalidRequestException) {
      return new PlannerException(
          "the model provider refused the request as invalid",
          "check that the model supports the agent's call style; try style: fenced",
          false);
    } else if (t instanceof ContentFilteredException) {
      return new PlannerException(
          "the model provider's content filter stopped the answer",
          "put the question in other words",
          false);
    } else if (t instanceof InternalServerException) {
      return new PlannerException("the model provider failed (5xx)", "try again later", true);
    } else if (t instanceof TimeoutException || t instanceof java.net.http.HttpTimeoutException) {
      return new PlannerException(
          "the model provider did not answer in time",
          "try again, or raise the model's timeout",
          true);
    } else if (t instanceof UnresolvedModelServerException
        || t instanceof java.net.ConnectException) {
      return new PlannerException(
          "the model provider cannot be reached",
          "check that it runs and that the base URL is right",
          true);
    } else if (t instanceof HttpException h) {
      return new PlannerException(
          "the model provider answered HTTP " + h.statusCode(),
          "check base URL, model name and key",
          h.statusCode() >= 500);
    } else if (t instanceof IOException) {
      return new PlannerException("the connection to the model provider broke", "try again", true);
    }
    return null;
  }
}
