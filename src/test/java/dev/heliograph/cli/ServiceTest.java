package dev.heliograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.RunEvent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A command gets the same from a service elsewhere as from the one in its own process. */
@QuarkusTest
class ServiceTest {

  private static final List<Path> SCAN = List.of(Path.of("samples/ct-abdomen/ct.nii.gz"));

  @TestHTTPResource("/")
  URI address;

  @Inject LocalService local;

  @Test
  void elsewhere() throws Exception {
    works(new HttpService(address));
  }

  @Test
  void here() throws Exception {
    works(local);
  }

  @Test
  void bothSayTheSame() throws Exception {
    Service remote = new HttpService(address);
    assertThat(local.tools()).hasToString(remote.tools().toString());
    assertThat(local.agents()).hasToString(remote.agents().toString());
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    assertThat(local.callTool("measure_volume", none, true))
        .hasToString(remote.callTool("measure_volume", none, true).toString());
  }

  @Test
  void aToolIsCalledOnASample() throws Exception {
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    for (Service service : List.of(local, new HttpService(address))) {
      JsonNode study = StudyFiles.of("ct-abdomen").stored(service, null);
      ObjectNode filled = StudyArguments.fill(none, service.tool("segment_abdomen"), study);
      assertThat(filled.path("image").asText())
          .isEqualTo(study.path("images").path(0).path("id").asText());
      assertThat(service.callTool("segment_abdomen", filled, true).path("valid").asBoolean())
          .isTrue();
      service.deleteStudy(study.path("id").asText());
    }
  }

  private static void works(Service service) throws Exception {
    JsonNode study = service.addStudy(SCAN, "CT", "Scan \"of\" today");
    String id = study.path("id").asText();
    assertThat(study.path("name").asText()).isEqualTo("Scan \"of\" today");
    assertThat(service.study(id)).hasToString(study.toString());
    assertThat(service.studies().findValuesAsText("id")).contains(id);

    String conversation = service.open(List.of(id), null);
    List<RunEvent> events = new ArrayList<>();
    service.follow(service.send(conversation, "How many slices does the scan have?"), events::add);
    assertThat(events.get(0).type()).isEqualTo(RunEvent.Type.RUN_STARTED);
    assertThat(events.get(events.size() - 1).type()).isEqualTo(RunEvent.Type.ANSWER);

    String run = events.get(0).run();
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    service.report(run, "md", report);
    assertThat(report.toString(java.nio.charset.StandardCharsets.UTF_8)).contains("slices");
    // The scan came as NIfTI.
    assertThatThrownBy(() -> service.report(run, "dicom-sr", new ByteArrayOutputStream()))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("DICOM");

    service.deleteStudy(id);
    assertThatThrownBy(() -> service.study(id)).isInstanceOf(CliException.class);
    assertThatThrownBy(() -> service.tool("no_such_tool"))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("no_such_tool");
    assertThatThrownBy(() -> service.artifact(id, "", new ByteArrayOutputStream()))
        .isInstanceOf(CliException.class);
    assertThatThrownBy(() -> service.addStudy(List.of(Path.of("pom.xml")), null, null))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("pom.xml");
  }
}
