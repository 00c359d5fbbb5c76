package dev.heliograph.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.vertx.core.http.HttpClosedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Every way a request can fail, as problem+json. */
final class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  private final AllowedMethods allowed;

  ProblemMappers(AllowedMethods allowed) {
    this.allowed = allowed;
  }

  @ServerExceptionMapper
  Response problem(ProblemException e, UriInfo uri) {
    return response(e.status(), e.cause(), e.fix(), uri);
  }

  @ServerExceptionMapper
  Response invalid(ConstraintViolationException e, UriInfo uri) {
    String detail =
        e.getConstraintViolations().stream()
            .map(v -> place(v) + " " + v.getMessage())
            .sorted()
            .collect(Collectors.joining("; "));
    return response(400, detail, "correct what is named; /q/openapi describes it", uri);
  }

  /** {@code send.request.text} is {@code text} to the caller. */
  private static String place(ConstraintViolation<?> violation) {
    String last = "";
    for (Path.Node node : violation.getPropertyPath()) {
      last = node.toString();
    }
    return last;
  }

  @ServerExceptionMapper
  Response json(MismatchedInputException e, UriInfo uri) {
    return response(400, cause(e), "correct the JSON; /q/openapi describes it", uri);
  }

  @ServerExceptionMapper
  Response http(WebApplicationException e, UriInfo uri) {
    Response given = e.getResponse();
    int status = given.getStatus();
    if (status < 400) {
      return given;
    }
    if (status >= 500) {
      return unexpected(e, uri);
    }
    Response.ResponseBuilder answer = builder(status, cause(status, e), fix(status), uri);
    return status == 405
        ? answer.header(HttpHeaders.ALLOW, allowed.of(uri.getPath())).build()
        : answer.build();
  }

  private static String cause(int status, WebApplicationException e) {
    Throwable cause = e.getCause();
    if (cause instanceof JsonProcessingException json) {
      return cause(json);
    }
    return switch (status) {
      case 404 -> "there is nothing at this address";
      case 405 -> "this address does not take this method";
      case 406 -> "none of the media types you accept is what this address gives";
      case 413 -> "the request is larger than this service accepts";
      case 415 -> "this address does not take this media type";
      default ->
          cause == null
              ? "the request is not well-formed"
              : "the request is not well-formed: " + cause.getMessage();
    };
  }

  private static String fix(int status) {
    return switch (status) {
      case 404, 405, 406, 415 -> "see /q/openapi for addresses, methods and media types";
      case 413 -> "send less at once, or raise heliograph.upload.max-bytes";
      default -> "correct the request; /q/openapi describes it";
    };
  }

  /** What is wrong with JSON, without the names of Java classes. */
  private static String cause(JsonProcessingException e) {
    String place =
        e instanceof JsonMappingException m && !m.getPath().isEmpty()
            ? "at " + pathOf(m) + ": "
            : "";
    String line = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    if (e instanceof UnrecognizedPropertyException u) {
      return "there is no property '" + u.getPropertyName() + "' here" + line;
    }
    if (e instanceof MismatchedInputException m) {
      return place + "the JSON value is not " + wanted(m.getTargetType()) + line;
    }
    String message = e instanceof StreamReadException ? ": " + e.getOriginalMessage() : "";
    return place + "the body is not well-formed JSON" + message + line;
  }

  private static String pathOf(JsonMappingException e) {
    return e.getPath().stream()
        .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static String wanted(@Nullable Class<?> type) {
    if (type == null) {
      return "of the type that is asked here";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a text";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    return Number.class.isAssignableFrom(type) || type.isPrimitive()
        ? "a number"
        : Collection.class.isAssignableFrom(type) ? "a list" : "an object of the form asked here";
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e, UriInfo uri) {
    if (isFromUploadParser(e)) {
      return response(
          400,
          "the multipart body is not well-formed, or ends too early",
          "send each file as a part named 'file' (curl: -F file=@scan.nii.gz)",
          uri);
    }
    if (goneAway(e)) {
      LOG.debugf("the client went away at %s", uri.getPath());
      return response(400, "the connection was closed early", "send the request again", uri);
    }
    LOG.errorf(e, "unexpected failure at %s", uri.getPath());
    return response(
        500,
        "the service failed in a way that was not foreseen",
        "try again; if it happens again, report it with the server's log",
        uri);
  }

  /** Whether the client left, as a browser does when its user cancels an upload. */
  private static boolean goneAway(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root instanceof HttpClosedException;
  }

  /** The parser of uploads reports a malformed body by exceptions of several unrelated kinds. */
  private static boolean isFromUploadParser(Throwable e) {
    StackTraceElement[] stack = e.getStackTrace();
    return stack.length > 0
        && stack[0].getClassName().startsWith("org.jboss.resteasy.reactive.server.core.multipart.");
  }

  private static Response response(int status, String cause, String fix, UriInfo uri) {
    return builder(status, cause, fix, uri).build();
  }

  private static Response.ResponseBuilder builder(
      int status, String cause, String fix, UriInfo uri) {
    return Response.status(status)
        .type(Problem.MEDIA_TYPE)
        .entity(Problem.of(status, cause, fix, uri.getPath()).json().toString());
  }
}
