package dev.walden.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.DurationStyle;

/** What the unit file promises to systemd, held against the code. */
final class SystemdUnitTest {

    private static final Path UNIT = Path.of("deploy/systemd/walden.service");

    private static final Path DROP_IN = UNIT.resolveSibling("walden-sandbox.conf");

    private static final Pattern SETTING = Pattern.compile("`([A-Z]\\w+=[^`]*)`");

    private static final Pattern EXIT_CODES = Pattern.compile("\\| ([0-9, ]+) \\|.*\\| (yes|no) \\|");

    @TempDir
    private Path folder;

    @Test
    void systemdWaitsLongerThanTheWholeStopMayTake() throws IOException {
        var defaults = new Binder().bindOrCreate("walden.lifecycle", LifecycleProperties.class);

        Duration patience = DurationStyle.detectAndParse(valueOf("TimeoutStopSec"));

        assertThat(patience).isGreaterThan(defaults.wholeStop().plusSeconds(5));
        assertThat(defaults.stopTimes().whole()).isLessThan(defaults.wholeStop());
    }

    @Test
    void aStopBySignalIsASuccessAndAFailureARestart() throws IOException {
        assertThat(valueOf("SuccessExitStatus")).isEqualTo("130 143");
        assertThat(valueOf("Restart")).isEqualTo("on-failure");
        assertThat(valueOf("KillMode")).isEqualTo("mixed");
        assertThat(valueOf("Type")).isEqualTo("exec");
    }

    @Test
    void whatAPersonMustMendIsNotRestarted() throws IOException {
        assertThat(valueOf("RestartPreventExitStatus").split(" "))
                .contains(
                        number(ExitCode.DAMAGED), number(ExitCode.NEWER_FORMAT),
                        number(ExitCode.BAD_CONFIGURATION), number(ExitCode.NOT_WRITABLE))
                .doesNotContain(number(ExitCode.LOG_FAILED), number(ExitCode.LOCKED));
    }

    @Test
    void aStopThatWasAskedForIsNeverFollowedByAStart() throws IOException {
        assertThat(valueOf("RestartPreventExitStatus").split(" ")).contains(number(ExitCode.STOP_OVERRUN));
        assertThat(valueOf("SuccessExitStatus").split(" ")).contains("130", "143");
    }

    @Test
    void theTableOfExitCodesSaysWhatTheUnitDoes() throws IOException {
        List<String> ends = new ArrayList<>(List.of("0"));
        ends.addAll(List.of(valueOf("SuccessExitStatus").split(" ")));
        ends.addAll(List.of(valueOf("RestartPreventExitStatus").split(" ")));

        Map<String, String> restarted = restartedByCode();

        assertThat(restarted)
                .containsKeys(Stream.of(ExitCode.values())
                        .map(SystemdUnitTest::number)
                        .toArray(String[]::new));
        restarted.forEach((code, answer) -> assertThat(answer).as(code).isEqualTo(ends.contains(code) ? "no" : "yes"));
    }

    /** The last column of the table in docs/operations.md by the codes in the first. */
    private static Map<String, String> restartedByCode() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs/operations.md"))) {
            Matcher row = EXIT_CODES.matcher(line);
            if (row.matches()) {
                Stream.of(row.group(1).split(", ")).forEach(code -> found.put(code, row.group(2)));
            }
        }
        return found;
    }

    @Test
    void aChildThatTookTheLastMemoryEndsAlone() throws IOException {
        assertThat(settings(UNIT)).contains("OOMPolicy=continue");
        assertThat(settings(DROP_IN)).noneMatch(line -> line.startsWith("OOMPolicy="));
    }

    @Test
    void theUnitForbidsWhatTheDocumentSaysAndTheDocumentSaysAll() throws IOException {
        List<String> all = settings(UNIT);
        List<String> forbidden = all.subList(all.indexOf("NoNewPrivileges=yes"), all.indexOf("UMask=0077") + 1);

        List<String> promised = promised("## What the service may do");

        assertThat(all).containsAll(promised);
        assertThat(promised).hasSizeGreaterThan(25).containsAll(forbidden);
    }

    @Test
    void theDropInAllowsWhatTheDocumentSaysAndNothingElse() throws IOException {
        List<String> promised = promised("## A sandbox for commands").stream()
                .filter(setting -> !setting.endsWith("=")) // of the unit, as words
                .distinct()
                .toList();

        assertThat(settings(DROP_IN))
                .startsWith("RestrictNamespaces=") // what follows is all there is
                .filteredOn(setting -> !setting.equals("RestrictNamespaces="))
                .containsExactlyInAnyOrderElementsOf(promised)
                .hasSize(6);
    }

    /** The settings that a section of docs/operations.md names. */
    private static List<String> promised(String heading) throws IOException {
        String section = String.join(
                "\n",
                Files.readAllLines(Path.of("docs/operations.md")).stream()
                        .dropWhile(line -> !line.equals(heading))
                        .skip(1)
                        .takeWhile(line -> !line.startsWith("## "))
                        .toList());
        return SETTING.matcher(section).results().map(found -> found.group(1)).toList();
    }

    private static List<String> settings(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.matches("[A-Z]\\w+=.*"))
                .toList();
    }

    @Test
    void theJvmMayCompile() throws IOException {
        assertThat(lines()).noneMatch(line -> line.startsWith("MemoryDenyWriteExecute"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void systemdUnderstandsTheUnit(boolean dropIn) throws IOException, InterruptedException {
        Path analyze = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(analyze), "systemd-analyze is not installed");
        Path unit = folder.resolve("walden.service");
        Files.writeString(unit, Files.readString(UNIT).replaceAll("ExecStart=\\S+", "ExecStart=/bin/true"));
        if (dropIn) {
            Path beside = Files.createDirectory(folder.resolve("walden.service.d"));
            Files.copy(DROP_IN, beside.resolve(DROP_IN.getFileName()));
        }

        Process verify = new ProcessBuilder(analyze.toString(), "verify", "--man=no", unit.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(verify.getInputStream().readAllBytes(), UTF_8);

        assertThat(verify.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said.lines().filter(line -> line.contains("walden"))).isEmpty();
    }

    private static String number(ExitCode code) {
        return String.valueOf(code.number());
    }

    private static String valueOf(String key) throws IOException {
        return lines().stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(UNIT);
    }
}
