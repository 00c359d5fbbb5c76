package dev.heliograph.store;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Makes one of the two built-in datasources active: PostgreSQL if {@code heliograph.db.url} (in the
 * environment {@code HELIOGRAPH_DB_URL}, with {@code …_USER} and {@code …_PASSWORD}) names one,
 * else H2 in a file below {@link Home}.
 */
public final class DatabaseChoice implements ConfigSourceFactory {

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    return List.of(
        new PropertiesConfigSource(
            properties(
                value(context, "heliograph.home"),
                value(context, "heliograph.db.url"),
                value(context, "heliograph.db.user"),
                value(context, "heliograph.db.password")),
            "heliograph database",
            200));
  }

  static Map<String, String> properties(String home, String url, String user, String password) {
    boolean postgresql = url.startsWith("jdbc:postgresql:");
    if (!url.isEmpty() && !postgresql && !url.startsWith("jdbc:h2:")) {
      throw new IllegalArgumentException(
          "heliograph.db.url is '"
              + url
              + "'; it must start with jdbc:postgresql: (or be absent, for the embedded database)");
    }
    String kind = postgresql ? "postgresql" : "h2";
    String other = postgresql ? "h2" : "postgresql";
    Map<String, String> properties = new HashMap<>();
    properties.put("quarkus.datasource." + kind + ".active", "true");
    properties.put("quarkus.datasource." + other + ".active", "false");
    properties.put("quarkus.datasource." + kind + ".jdbc.url", url.isEmpty() ? h2(home) : url);
    if (!user.isEmpty()) {
      properties.put("quarkus.datasource." + kind + ".username", user);
    }
    if (!password.isEmpty()) {
      properties.put("quarkus.datasource." + kind + ".password", password);
    }
    return properties;
  }

  /**
   * Every commit is written before it returns (WRITE_DELAY=0), so a killed process loses nothing.
   */
  private static String h2(String home) {
    return "jdbc:h2:file:"
        + Home.of(home).database()
        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
  }

  private static String value(ConfigSourceContext context, String name) {
    ConfigValue value = context.getValue(name);
    return value == null || value.getValue() == null ? "" : value.getValue();
  }
}
