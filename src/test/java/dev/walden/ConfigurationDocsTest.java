package dev.walden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md and config/walden.yaml equal to the records that properties are bound to. */
final class ConfigurationDocsTest {

    private static final String TABLE_HEAD = """
            # Configuration

            Written from the code by `ConfigurationDocsTest`; `./mvnw verify -Dwalden.docs.update=true` writes it anew.

            Values come from `config/walden.yaml` (beside the place where the process starts), environment variables
            (`walden.home` is `WALDEN_HOME`) and the command line (`--walden.home=/srv/walden`); the later win. Every default is safe on
            a small server. Durations are written `20s`, `5m`, `PT1H`; sizes `64KB`, `1MB`. `NAME` stands for a name of your choice.
            A name below `walden` in a file or on the command line that is none of these ends the start. Environment variables are not looked at for
            that, as not all that begin so are properties: a misspelled one is passed over.

            What Spring Boot brings is set by its own properties. The ones that matter:

            | property | default | meaning |
            |---|---|---|
            | `server.address` | `127.0.0.1` | Address to listen on. Anything else is for a machine with a proxy or firewall before it. |
            | `server.port` | `8080` | Port to listen on; 0 takes any free one. |
            | `logging.structured.format.console` | `logstash`, on a terminal none | `logstash`, `ecs` or `gelf` for JSON; empty for people. |
            | `logging.file.name` | none | A file to log to as well, rotated at 10 MB, seven kept (`logging.logback.rollingpolicy.*`). |
            | `logging.console.enabled` | `true` | `false` leaves the file alone. |
            | `logging.level.dev.walden` | `info` | `debug` shows each step. |

            Refused at the start, since roles are judged by the path and at one port: `server.servlet.context-path`, `spring.mvc.servlet.path`,
            `management.endpoints.web.base-path` and a `management.server.port` of its own.

            """;

    private static final String YAML_HEAD = """
            # Configuration of Walden. Everything is optional: each line below shows a default, uncomment what you change.
            # The same table with types: docs/configuration.md. A test keeps both equal to the code.

            # Address and port to listen on.
            # server.address: 127.0.0.1
            # server.port: 8080

            # A log file beside the console, rotated.
            # logging.file.name: /var/log/walden/walden.log
            """;

    private final List<DocumentedProperty> properties = DocumentedProperty.all();

    @Test
    void theTableOfPropertiesIsWhatTheCodeBinds() throws IOException {
        StringBuilder text = new StringBuilder(TABLE_HEAD);
        properties.stream()
                .collect(Collectors.groupingBy(DocumentedProperty::section, TreeMap::new, Collectors.toList()))
                .forEach((section, members) ->
                        text.append("## ").append(section).append("\n\n").append(table(members)));

        GeneratedDoc.check(Path.of("docs/configuration.md"), text.toString().stripTrailing() + "\n");
    }

    @Test
    void theCommentedConfigurationShowsEveryProperty() throws IOException {
        StringBuilder text = new StringBuilder(YAML_HEAD);
        for (DocumentedProperty each : properties) {
            text.append("\n# ").append(wrapped(each.description())).append('\n');
            text.append("# ").append(each.name()).append(':');
            text.append(each.defaultValue().isEmpty() ? "" : " " + each.defaultValue())
                    .append('\n');
        }

        GeneratedDoc.check(Path.of("config/walden.yaml"), text.toString());
    }

    @Test
    void everyPropertyIsDescribed() {
        assertThat(properties)
                .allSatisfy(each -> assertThat(each.description())
                        .as("@param of %s in its record", each.name())
                        .isNotBlank());
    }

    private static String table(List<DocumentedProperty> members) {
        StringBuilder table = new StringBuilder("| property | type | default | meaning |\n|---|---|---|---|\n");
        for (DocumentedProperty each : members) {
            String shown = each.defaultValue().isEmpty() ? "none" : "`" + each.defaultValue() + "`";
            table.append("| `%s` | %s | %s | %s |%n"
                    .formatted(
                            each.name(), each.type(), shown, each.description().replace("|", "\\|")));
        }
        return table.append('\n').toString();
    }

    private static String wrapped(String description) {
        return description.replaceAll("(.{80,110}) ", "$1\n#   ");
    }
}
