package dev.heliograph.tool.adapter;

import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolMaker;
import dev.heliograph.tool.ToolManifest;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;

/**
 * {@code runner: {kind: java, class: …}}: a class on the class path that implements {@link Tool}
 * and has a public constructor taking its {@link ToolManifest}.
 */
@Singleton
public class JavaToolMaker implements ToolMaker {

  @Override
  public String kind() {
    return "java";
  }

  @Override
  public boolean remote() {
    return false;
  }

  @Override
  public Tool make(ToolManifest manifest, Origin origin) {
    String name = manifest.runner().path("class").asText();
    try {
      // Not initialised before it is known to be a tool: a manifest must not run other classes'
      // code.
      Class<?> found = Class.forName(name, false, JavaToolMaker.class.getClassLoader());
      return found.asSubclass(Tool.class).getConstructor(ToolManifest.class).newInstance(manifest);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("runner.class: there is no class " + name, e);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          "runner.class: " + name + " does not implement " + Tool.class.getName(), e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "runner.class: " + name + " cannot be made: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "runner.class: " + name + " has no public constructor that takes a ToolManifest", e);
    }
  }
}
