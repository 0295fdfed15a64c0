package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** Starts that are refused: each says once what is wrong, ends soon with its code, and leaves the data folder as it was. */
class StartFailureIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    private static Path used;

    @TempDir
    private Path folder;

    private Path home = Path.of("");

    @BeforeAll
    static void useAFolder() throws IOException {
        try (WaldenProcess life = WaldenProcess.ready(used.resolve("home"), "--walden.log.segment-size=1MB")) {
            life.client().run("What is 17 * 23? Remember the result as my lucky number.");
            life.terminate();
        }
    }

    @BeforeEach
    void copyIt() throws IOException {
        home = folder.resolve("home");
        FileSystemUtils.copyRecursively(used.resolve("home"), home);
    }

    @ParameterizedTest
    @CsvSource({
        "walden.lifecycle.stop-deadline, soon",
        "walden.orchestrator.max-running, -1",
        "walden.log.segment-size, 1024B",
        "walden.reasoning.default-engine, oracle",
        "walden.memory.episodes.summary-engine, oracle",
        "walden.orchestrator.critique.engine, oracle",
        "walden.reasoning.engines.mine.type, oracle",
        "server.address, 192.0.2.1",
        "server.servlet.context-path, /walden",
        "spring.mvc.servlet.path, /walden",
        "management.endpoints.web.base-path, /manage",
        "management.server.port, 0"
    })
    void aBadValueIsNamedWithItsPropertyBeforeAnythingIsMade(String property, String value) {
        Path none = folder.resolve("none");

        try (WaldenProcess refused = WaldenProcess.start(none, "--" + property + "=" + value)) {
            assertRefused(refused, 78, property.substring(property.lastIndexOf('.') + 1), value);
        }

        assertThat(none).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "overrides.calculator.side-effect=keyed, overrides.calculator.key-lifetime=2h, idempotency key",
        "overrides.calculator.side-effect=keyed, granted=network, positive key-lifetime",
        "http.keyed-prefixes=api.example, granted=network, begin with http://",
        "policy.rules[0].tool=x, policy.rules[0].argument=x, name=regular expression"
    })
    void whatToolsCannotBeToldIsRefusedBeforeAnythingIsMade(String one, String other, String why) {
        Path none = folder.resolve("none");

        try (WaldenProcess refused = WaldenProcess.start(none, "--walden.tools." + one, "--walden.tools." + other)) {
            assertRefused(refused, 78, "walden.tools." + one.substring(0, one.indexOf('.')), why);
        }

        assertThat(none).doesNotExist();
    }

    /** A rule whose condition is misspelled would hold for more than was meant. */
    @ParameterizedTest
    @CsvSource({"tools.policy.rules[0].argumnt=url=https://docs.example/.*", "reasonin.default-engine=oracle"})
    void whatIsNoPropertyIsNamedWithoutItsValueBeforeAnythingIsMade(String property) {
        Path none = folder.resolve("none");
        String[] rule = {"--walden.tools.policy.rules[0].tool=x", "--walden.tools.policy.rules[0].decision=deny"};

        try (WaldenProcess refused = WaldenProcess.start(none, rule[0], rule[1], "--walden." + property)) {
            assertRefused(refused, 78, "There is no property walden." + property.split("=", 2)[0] + " (");
            assertThat(refused.output()).doesNotContain(property.split("=", 2)[1]);
        }

        assertThat(none).doesNotExist();
    }

    @Test
    void aSecondProcessIsToldWhoHoldsTheFolderAndTheFirstGoesOn() throws IOException {
        try (WaldenProcess first = WaldenProcess.ready(home);
                WaldenProcess second = WaldenProcess.start(home)) {
            assertRefused(second, 75, home.toString(), "pid " + first.pid());

            assertThat(first.client()
                            .run("What is my lucky number?")
                            .path("output")
                            .asString())
                    .contains("391");
        }
    }

    @Test
    void aLogDamagedInTheMiddleIsRefusedWithThePlace() throws IOException {
        Path segment = LogFiles.segments(home).getLast();
        byte[] bytes = Files.readAllBytes(segment);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int start = text.lastIndexOf('\n', text.strip().length() / 4) + 1;
        long line = text.substring(0, start).lines().count() + 1;
        bytes[start + 3] ^= 1;
        Files.write(segment, bytes);

        assertRefusedUnchanged(
                65, segment.getFileName() + ", line " + line + " (byte " + start + "): checksum", "expected", "found");
    }

    @Test
    void aLogOfANewerFormatIsRefused() throws IOException {
        ForgedLog.in(home).change("\"walden-log\":1", line -> line.replace("\"walden-log\":1", "\"walden-log\":2"));

        assertRefusedUnchanged(76, "has format 2", "newer");
    }

    @Test
    void aRecordOfATypeThatIsNotKnownIsRefused() throws IOException {
        ForgedLog.in(home).change("service-stopped", line -> line.replace("service-stopped", "service-dreamed"));
        FileSystemUtils.deleteRecursively(home.resolve("views"));

        assertRefusedUnchanged(76, "service-dreamed of version 1", "newer");
    }

    @Test
    void aRecordOfANewerVersionIsRefused() throws IOException {
        ForgedLog.in(home).change("fact-stored", line -> line.replace("\"v\":2", "\"v\":9"));
        FileSystemUtils.deleteRecursively(home.resolve("views"));

        assertRefusedUnchanged(76, "fact-stored of version 9", "newer");
    }

    @Test
    void aRecordThatIsNotWhatItsTypeSaysIsDamageAndNotNews() throws IOException {
        ForgedLog.in(home).change("fact-stored", line -> line.replace("\"item\":", "\"thing\":"));
        FileSystemUtils.deleteRecursively(home.resolve("views"));

        assertRefusedUnchanged(65, "is no fact-stored of version 2", "backup");
    }

    @Test
    void aFailedStartKeepsItsCodeWhenItsEndHangs() throws IOException {
        ForgedLog.in(home).change("service-stopped", line -> line.replace("service-stopped", "service-dreamed"));
        FileSystemUtils.deleteRecursively(home.resolve("views"));

        try (WaldenProcess refused = WaldenProcess.hangingAtItsEnd(
                home, "--walden.log.segment-size=1MB", "--walden.lifecycle.stop-deadline=0s")) {
            assertThat(refused.awaitExit(SOON)).as(refused.output()).isEqualTo(76);
        }
    }

    @Test
    void aHomeThatIsNoFolderIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        try (WaldenProcess refused = WaldenProcess.start(file)) {
            assertRefused(refused, 73, file.toString());
        }
    }

    @Test
    void aPortInUseIsRefusedBeforeTheLogIsOpened() throws IOException {
        Map<String, Long> before = contents();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WaldenProcess refused = WaldenProcess.startAt(taken.getLocalPort(), home)) {
            assertRefused(refused, 69, "Port " + taken.getLocalPort());
        }

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void anUnknownCommandNamesTheKnownOnes() throws IOException {
        Map<String, Long> before = contents();

        try (WaldenProcess refused = WaldenProcess.start(home, "frobnicate")) {
            assertThat(refused.awaitExit(SOON)).isEqualTo(64);
            assertThat(refused.output()).contains("frobnicate", "serve").doesNotContain("\tat ");
        }

        assertThat(contents()).isEqualTo(before);
    }

    private void assertRefusedUnchanged(int code, String... words) throws IOException {
        Map<String, Long> before = contents();

        try (WaldenProcess refused = WaldenProcess.start(home, "--walden.log.segment-size=1MB")) {
            assertRefused(refused, code, words);
        }

        assertThat(contents()).isEqualTo(before);
    }

    private static void assertRefused(WaldenProcess refused, int code, String... words) {
        assertThat(refused.awaitExit(SOON)).as(refused.output()).isEqualTo(code);
        assertThat(refused.output())
                .containsOnlyOnce("\"ERROR\"")
                .contains("Description:", "Action:")
                .contains(words)
                .doesNotContain("\\tat ", "stack_trace", "\"WARN\"");
    }

    /** The checksum of each file by its place in the folder. */
    private Map<String, Long> contents() throws IOException {
        Map<String, Long> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = home.relativize(file).toString();
                if (isCompared(name)) {
                    var crc = new CRC32C();
                    crc.update(Files.readAllBytes(file));
                    contents.put(name, crc.getValue());
                }
            }
        }
        return contents;
    }

    /** The lock says who has the folder, the filler kept ahead has no content, and views are made of the rest. */
    private static boolean isCompared(String name) {
        return !name.equals("LOCK") && !name.endsWith(".prefill") && !name.startsWith("views/");
    }
}
