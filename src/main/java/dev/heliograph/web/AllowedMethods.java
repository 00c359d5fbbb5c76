package dev.heliograph.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which methods an address takes: a 405 must say so (RFC 9110), and the framework does not. */
@Singleton
class AllowedMethods {

  private record Operation(Pattern path, String method) {}

  private final List<Operation> operations = new ArrayList<>();

  AllowedMethods(BeanManager beans) {
    for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
      Path root = bean.getBeanClass().getAnnotation(Path.class);
      if (root != null) {
        for (Method method : bean.getBeanClass().getMethods()) {
          add(root, method);
        }
      }
    }
  }

  private void add(Path root, Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (http != null) {
        String path = joined(root.value(), method.getAnnotation(Path.class));
        operations.add(
            new Operation(Pattern.compile(path.replaceAll("\\{[^}]*}", "[^/]+")), http.value()));
      }
    }
  }

  private static String joined(String root, @Nullable Path below) {
    String path = root + "/" + (below == null ? "" : below.value());
    return ("/" + path).replaceAll("/+", "/").replaceFirst("/$", "");
  }

  /** Answers OPTIONS, where the framework would list methods of neighbouring addresses too. */
  void register(@Observes Filters filters) {
    filters.register(
        context -> {
          String allow =
              context.request().method().name().equals(HttpMethod.OPTIONS)
                  ? of(context.request().path())
                  : "";
          if (allow.isEmpty()) {
            context.next();
          } else {
            context.response().setStatusCode(204).putHeader(HttpHeaders.ALLOW, allow).end();
          }
        },
        999);
  }

  /** The value of {@code Allow} for this path, as in {@code GET, HEAD, OPTIONS}; empty if none. */
  String of(String path) {
    TreeSet<String> methods = new TreeSet<>();
    for (Operation o : operations) {
      if (o.path.matcher(path).matches()) {
        methods.add(o.method);
        methods.add(HttpMethod.OPTIONS);
        if (o.method.equals(HttpMethod.GET)) {
          methods.add(HttpMethod.HEAD);
        }
      }
    }
    return String.join(", ", methods);
  }
}
