package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.AgentService;
import dev.heliograph.agent.Agents;
import dev.heliograph.agent.RunEvent;
import dev.heliograph.agent.RunStore;
import dev.heliograph.format.FormatException;
import dev.heliograph.report.DicomExport;
import dev.heliograph.report.HtmlReport;
import dev.heliograph.report.MarkdownReport;
import dev.heliograph.report.RunReport;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.BlobStore;
import dev.heliograph.study.ImportException;
import dev.heliograph.study.Modality;
import dev.heliograph.study.StudyImporter;
import dev.heliograph.study.StudyStore;
import dev.heliograph.study.Upload;
import dev.heliograph.tool.ArgumentChecker;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolResultJson;
import dev.heliograph.tool.adapter.FolderRegistry;
import dev.heliograph.web.AgentJson;
import dev.heliograph.web.StudyJson;
import dev.heliograph.web.ToolCalls;
import dev.heliograph.web.ToolJson;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The service in this process. */
@Dependent
@Unremovable
final class LocalService implements Service {

  private final StudyStore studies;
  private final StudyImporter importer;
  private final BlobStore blobs;
  private final AgentService agent;
  private final Agents agents;
  private final FolderRegistry registry;
  private final ToolCalls calls;
  private final ObjectMapper json;
  private final RunStore runs;
  private final DicomExport export;

  LocalService(
      StudyStore studies,
      StudyImporter importer,
      BlobStore blobs,
      AgentService agent,
      Agents agents,
      FolderRegistry registry,
      ToolCalls calls,
      ObjectMapper json,
      RunStore runs,
      DicomExport export) {
    this.studies = studies;
    this.importer = importer;
    this.blobs = blobs;
    this.agent = agent;
    this.agents = agents;
    this.registry = registry;
    this.calls = calls;
    this.json = json;
    this.runs = runs;
    this.export = export;
  }

  @Override
  public JsonNode addStudy(List<Path> files, @Nullable String modality, @Nullable String name)
      throws IOException {
    List<Upload> uploads = new ArrayList<>();
    for (Path file : files) {
      uploads.add(Upload.of(file.getFileName() + "", file));
    }
    try {
      Modality said = modality == null ? null : Modality.of(modality).orElse(null);
      return study(importer.importFiles(uploads, said, name, "upload").id());
    } catch (ImportException e) {
      throw CliException.failed(String.valueOf(e.getMessage()), e.fix());
    }
  }

  @Override
  public JsonNode studies() {
    return json.valueToTree(studies.studies().stream().map(StudyJson::of).toList());
  }

  @Override
  public JsonNode study(String id) {
    return json.valueToTree(StudyJson.of(studies.study(id).orElseThrow(() -> none("study", id))));
  }

  @Override
  public void deleteStudy(String id) {
    if (!studies.deleteStudy(id)) {
      throw none("study", id);
    }
  }

  @Override
  public JsonNode tools() {
    return json.valueToTree(registry.all().stream().map(ToolJson::of).toList());
  }

  @Override
  public JsonNode tool(String name) {
    return ToolJson.of(find(name));
  }

  @Override
  public JsonNode callTool(String name, ObjectNode arguments, boolean dryRun) {
    Tool tool = find(name);
    return dryRun
        ? ToolJson.checked(ArgumentChecker.problems(tool.manifest(), arguments))
        : ToolResultJson.write(calls.call(tool, arguments, () -> false, (f, m) -> {}));
  }

  @Override
  public JsonNode agents() {
    return json.valueToTree(agents.agents().stream().map(AgentJson::of).toList());
  }

  @Override
  public String open(List<String> ids, @Nullable String name) {
    try {
      return agent.open(ids, List.of(), name).id();
    } catch (NoSuchElementException e) {
      throw CliException.failed(
          String.valueOf(e.getMessage()), "'heliograph agent list' and 'study list' show them");
    }
  }

  @Override
  public String send(String conversation, String text) {
    return agent.send(conversation, text).id();
  }

  @Override
  public void follow(String run, Consumer<RunEvent> events) throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    try (AutoCloseable following =
        agent.follow(
            run,
            0,
            event -> {
              events.accept(event);
              if (event.type().isFinal()) {
                end.countDown();
              }
            },
            token -> {})) {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public void cancel(String run) {
    agent.cancel(run, "user");
  }

  @Override
  public void artifact(String id, String format, OutputStream out) throws IOException {
    Artifact artifact = studies.artifact(id).orElseThrow(() -> none("artifact", id));
    if (format.equals("dicom-seg")) {
      dicom(() -> export.segmentation(artifact, out));
      return;
    }
    try (InputStream in = blobs.open(artifact.blob())) {
      in.transferTo(out);
    }
  }

  @Override
  public void report(String id, String format, OutputStream out) throws IOException {
    RunStore.Run run = runs.run(id).orElseThrow(() -> none("run", id));
    List<RunEvent> events = runs.events(id, 0);
    RunReport report = RunReport.of(run, events);
    switch (format) {
      case "dicom-sr" -> dicom(() -> export.report(run, events, out));
      case "html" -> out.write(HtmlReport.write(report).getBytes(StandardCharsets.UTF_8));
      default -> out.write(MarkdownReport.write(report).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What may fail because of what a study is. */
  private interface Writing {
    void write() throws IOException;
  }

  private static void dicom(Writing writing) throws IOException {
    try {
      writing.write();
    } catch (FormatException e) {
      throw CliException.failed(String.valueOf(e.getMessage()), e.fix());
    }
  }

  private Tool find(String name) {
    return registry.find(name).orElseThrow(() -> none("tool", name));
  }

  private static CliException none(String what, String id) {
    return CliException.failed(
        "there is no " + what + " " + id, "list what there is: heliograph " + what + " list");
  }
}
