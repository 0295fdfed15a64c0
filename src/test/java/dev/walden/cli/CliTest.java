package dev.walden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ReplayListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {

    private final List<List<String>> served = new ArrayList<>();
    private IntSupplier rehearsal = () -> 5;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private int run(Map<String, String> environment, String... arguments) {
        return Cli.run(new Fake(), console(false), environment, arguments);
    }

    private Console console(boolean terminal) {
        return Console.of(out, new PrintStream(err, true, StandardCharsets.UTF_8), terminal);
    }

    private final class Fake implements Means {

        @Override
        public void serve(List<String> options) {
            served.add(options);
        }

        @Override
        public long rebuild(Path home, List<String> options, ReplayListener listener) {
            listener.applied(5, 8);
            return 7;
        }

        @Override
        public int rehearse() {
            return rehearsal.getAsInt();
        }

        @Override
        public String version() {
            return "1.2.3";
        }
    }

    @Test
    void servesWithoutACommand() {
        assertThat(run()).isEqualTo(Cli.SERVING);
        assertThat(run("--server.port=1")).isEqualTo(Cli.SERVING);

        assertThat(served).containsExactly(List.of(), List.of("--server.port=1"));
    }

    @Test
    void keepsThePropertiesBehindTheCommand() {
        run("serve", "--server.port=1", "--walden.tools.policy.rules[0].tool=x y", "--debug");

        assertThat(served)
                .containsExactly(List.of("--server.port=1", "--walden.tools.policy.rules[0].tool=x y", "--debug"));
    }

    @Test
    void aRehearsalSaysWhatItDidAndTakesNoProperties() {
        assertThat(run("rehearse")).isZero();
        assertThat(run("rehearse", "--walden.home=/var/lib/walden")).isEqualTo(64);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Rehearsed with 5 tasks.");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("rehearse takes no properties, found --walden.home");
    }

    @Test
    void aRehearsalThatFailsSaysWhyInASentence() {
        rehearsal = () -> {
            throw new UncheckedIOException("The rehearsal could not be played: no room.", new IOException());
        };

        assertThat(run("rehearse")).isEqualTo(74);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("walden: The rehearsal could not be played: no room." + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"frobnicate", "serve twice", "-x", "log frobnicate", "log verify --jsn", "backup", "log show"})
    void aCommandLineThatMeansNothingIsRefusedWithAHint(String line) {
        assertThat(run(line.split(" "))).isEqualTo(64);

        assertThat(served).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("walden: ").contains("Usage:");
        assertThat(out.size()).isZero();
    }

    @Test
    void anUnknownCommandIsNamedBesideTheKnownOnes() {
        run("frobnicate");

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no command 'frobnicate'.", "serve", "log");
    }

    @Test
    void helpAndVersionMayStandAnywhere() {
        assertThat(run("serve", "--help")).isZero();
        assertThat(run("--version")).isZero();
        assertThat(run("log", "verify", "-h", "--walden.home=x")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("walden 1.2.3", "--expect-head", "Exit codes:", "65");
        assertThat(served).isEmpty();
    }

    @Test
    void theDataFolderIsFoundAsTheServiceFindsIt() {
        var environment = Map.of("WALDEN_HOME", folder.resolve("a").toString());

        assertThat(run(environment, "log", "verify")).isEqualTo(66);
        assertThat(run(environment, "log", "verify", "--walden.home=" + folder.resolve("b")))
                .isEqualTo(66);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .containsSubsequence(
                        folder.resolve("a/log").toString(),
                        folder.resolve("b/log").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"log verify", "log stats", "log summary", "log export", "log retention --tasks 1d", "log repair"
            })
    void whatReadsTheWholeLogTellsHowFarItIsWhenAsked(String line) {
        var words = (line + " --json --progress --walden.home=src/test/resources/golden/v1/folder").split(" ");

        assertThat(run(words)).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("{").doesNotContain("read ");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .matches("((read|verified) \\d+(\\.\\d)? [kM]?B" + System.lineSeparator() + ")+")
                .doesNotContain(" 0 B");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void showingATaskTellsHowFarItIsUnlessLinesAreWanted(boolean json) throws IOException {
        WrittenLog.of(folder, """
                "type":"task-paused","v":1,"task":"t1","data":{"reason":"x"}""");
        var words = new ArrayList<>(List.of("log", "show", "--task", "t1", "--progress", "--walden.home=" + folder));
        if (json) {
            words.add("--json");
        }

        assertThat(run(words.toArray(String[]::new))).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("task-paused").doesNotContain("read ");
        assertThat(err.toString(StandardCharsets.UTF_8)).matches(json ? "" : "read \\d+ B" + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"log show --task t1", "log show --task t1 --progress", "log export", "log export --progress"})
    void noProgressComesBetweenTheRecordsOnATerminal(String line) throws IOException {
        WrittenLog.of(folder, """
                "type":"task-paused","v":1,"task":"t1","data":{"reason":"x"}""");

        assertThat(Cli.run(new Fake(), console(true), Map.of(), (line + " --walden.home=" + folder).split(" ")))
                .isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("task-paused");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"log tail", "log show --task t1"})
    void peopleAreShownEachEventOfARecord(String line) throws IOException {
        WrittenLog.of(folder, """
                "type":"reasoning-finished","v":2,"task":"t1","data":{"engine":"rules","reply":{"kind":"use_tools","text":"",\
                "calls":[{"id":"c1","tool":"clock","arguments":{}}]},"started":["keyed"]}""", """
                "type":"tool-call-finished","v":3,"task":"t1","data":{"call":"c1","text":"noon","asked":"rules agent-1 9f86 4096"}""");

        assertThat(run((line + " --walden.home=" + folder).split(" "))).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .extracting(shown -> shown.replaceFirst("^ *(\\d+).{27}", "$1 "))
                .satisfiesExactly(
                        reply -> assertThat(reply).startsWith("1 reasoning-finished   t1  engine=rules"),
                        call -> assertThat(call)
                                .startsWith(
                                        "1 tool-call-started    t1  call=c1 tool=clock arguments={} sideEffect=keyed")
                                .endsWith("idempotencyKey=t1.c1 attempt=1"),
                        result -> assertThat(result).startsWith("2 tool-call-finished   t1  call=c1"),
                        next -> assertThat(next)
                                .startsWith("2 reasoning-started    t1  engine=rules promptVersion=agent-1"));
    }

    @Test
    void aRebuildSaysHowManyRecordsAreInTheViews() {
        assertThat(run("rebuild", "--progress", "--walden.home=" + folder)).isZero();

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("built from 5 of 8 records" + System.lineSeparator());
    }

    @Test
    void whatIsMadeAsJsonIsOneLine() {
        assertThat(run("rebuild", "--json", "--walden.home=" + folder)).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"events\":7}" + System.lineSeparator());
    }
}
