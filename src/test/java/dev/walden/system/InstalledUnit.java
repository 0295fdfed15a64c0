package dev.walden.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Walden as a unit of a systemd, installed by the commands of docs/operations.md. */
record InstalledUnit(SystemdContainer machine) {

    private static final Path DOCUMENT = Path.of("docs/operations.md");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CURL =
            "curl -s -m 100 -w '\\n%{http_code}' -H \"Authorization: Bearer $(cat /var/lib/walden/admin.key)\""
                    + " -H 'Content-Type: application/json' http://127.0.0.1:8080";

    /** Installs and starts it; what takes the jar apart and rehearses it has been done by {@link Installation}. */
    static InstalledUnit on(SystemdContainer machine) throws IOException {
        List<String> commands = commandsOf("## Install").stream()
                .filter(command -> !command.contains("-Djarmode=tools") && !command.endsWith(" rehearse"))
                .toList();
        machine.run(String.join("\n", commands));
        return new InstalledUnit(machine);
    }

    /** The indented lines below a heading, up to the first that is not. */
    static List<String> commandsOf(String heading) throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.equals(heading))
                .dropWhile(line -> !line.startsWith("    "))
                .takeWhile(line -> line.startsWith("    "))
                .map(String::strip)
                .toList();
    }

    /** A new data folder, this configuration and the unit without drop-ins; it does not run. */
    void renew(String configuration) throws IOException {
        machine.run("""
                systemctl stop walden
                systemctl reset-failed walden 2> /dev/null || true # forgets how often it was started, too
                find /var/lib/walden -mindepth 1 -delete
                rm -rf /etc/systemd/system/walden.service.d /run/systemd/system.control/walden.service.d
                printf '%s' "$1" > /etc/walden/walden.yaml
                systemctl daemon-reload
                rm -f /run/journal-read
                journalctl --unit walden --cursor-file=/run/journal-read > /dev/null
                """, configuration);
    }

    void start() throws IOException {
        machine.run("systemctl start walden");
    }

    InstalledUnit awaitReady() {
        Awaitility.await("readiness of the unit").pollDelay(Duration.ZERO).until(this::ready);
        return this;
    }

    private boolean ready() throws IOException {
        if (property("ActiveState").equals("failed")) {
            throw new IllegalStateException("The unit failed:\n" + journal());
        }
        return machine.tryRun("curl -sf -m 5 http://127.0.0.1:8080/actuator/health/readiness")
                        .exitCode()
                == 0;
    }

    /** The value of a property of the unit, as {@code systemctl show} says it. */
    String property(String name) throws IOException {
        return machine.run("systemctl show --value --property \"$1\" walden", name)
                .strip();
    }

    /** What it said, and systemd of it, since it was renewed. */
    String journal() throws IOException {
        return machine.run("""
                cp /run/journal-read /run/journal-from
                journalctl --sync
                journalctl --unit walden --output cat --no-pager --cursor-file=/run/journal-from""");
    }

    /** Its data folder. */
    Path home() {
        return machine.path("/var/lib/walden");
    }

    /** Submits a task and waits until it ends. */
    JsonNode submit(String input) throws IOException {
        return asked(
                CURL + "/api/v1/tasks -H 'Prefer: wait=60' --data-binary \"$1\"",
                JSON.writeValueAsString(Map.of("input", input)));
    }

    JsonNode get(String path) throws IOException {
        return asked(CURL + "\"$1\"", path);
    }

    private JsonNode asked(String command, String argument) throws IOException {
        String answer = machine.run(command, argument);
        int last = answer.lastIndexOf('\n');
        if (!answer.substring(last + 1).startsWith("2")) {
            throw new IOException(command + " was answered by " + answer);
        }
        return JSON.readTree(answer.substring(0, last));
    }
}
