package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** The operator commands of the real jar, beside a service at work and on folders that nobody has. */
class OperatorIT {

    private static final String[] SMALL = {"--walden.log.segment-size=64KB", "--walden.log.archive-after=1s"};
    private static final String LARGE = "Remember that my lucky number is 391-heron. " + "word ".repeat(10_000);

    @TempDir
    private Path folder;

    @Test
    void aServiceAtWorkIsVerifiedWatchedAndBackedUpAndTheBackupHoldsWhatWasAcknowledged() throws Exception {
        Path home = folder.resolve("home");
        Path backup = folder.resolve("backup");
        List<String> before;
        try (WaldenProcess life = WaldenProcess.ready(home, SMALL);
                Load load = new Load(life)) {
            JsonNode large = life.client().run(LARGE);
            load.awaitTasks(60);

            assertThatItVerifies(home);
            assertThatRebuildAndRepairAreRefused(home, life);
            assertThatATaskIsShown(home, large.path("id").asString());
            before = load.acknowledged();
            WaldenCommand made = WaldenCommand.run(home, "backup", backup.toString(), "--json");

            assertThat(made.code()).as(made.err()).isZero();
            assertThat(made.json().path("lastSeq").asLong()).isPositive();
            assertThat(load.failures()).isEmpty();
            assertThat(life.alive()).isTrue();
            WaldenCommand head = WaldenCommand.run(
                    home,
                    "log",
                    "verify",
                    "--expect-head",
                    made.json().path("head").asString());
            assertThat(head.code())
                    .as("the head of the backup is one of the log: %s", head.out())
                    .isZero();
        }
        assertThat(backup.resolve("views")).doesNotExist();
        assertThat(backup.resolve("admin.key")).exists();
        assertThatItIsRestored(backup, before);
    }

    private void assertThatItIsRestored(Path backup, List<String> before) throws IOException {
        Path restored = folder.resolve("restored");
        WaldenCommand done = WaldenCommand.run(restored, "restore", backup.toString());
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(WaldenCommand.run(restored, "restore", backup.toString()).code())
                .isEqualTo(73);
        try (WaldenProcess life = WaldenProcess.ready(restored, SMALL)) {
            assertThat(before).hasSizeGreaterThanOrEqualTo(60);
            for (String task : before) {
                assertThat(life.client().get("/api/v1/tasks/" + task).status())
                        .as("task %s", task)
                        .isEqualTo(200);
            }
            assertThat(life.client()
                            .run("What is my lucky number?")
                            .path("output")
                            .asString())
                    .contains("391-heron");
        }
    }

    private static void assertThatItVerifies(Path home) {
        WaldenCommand verified = WaldenCommand.run(home, "log", "verify", "--json");
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.json().path("sound").asBoolean()).isTrue();
        assertThat(verified.json().path("segments").asInt()).isGreaterThan(2);
        assertThat(verified.json().path("blobs").asInt()).isPositive();
        assertThat(verified.json().path("head").asString()).matches("\\d+:[0-9a-f]{64}");
        WaldenCommand wrong = WaldenCommand.run(home, "log", "verify", "--expect-head", "5:" + "0".repeat(64));
        assertThat(wrong.code()).isEqualTo(65);
        assertThat(wrong.out()).contains("The log is damaged.", "the head 5:0000", "expected");
    }

    private static void assertThatRebuildAndRepairAreRefused(Path home, WaldenProcess life) {
        for (String[] command : new String[][] {{"rebuild"}, {"log", "repair"}, {"log", "repair", "--apply"}}) {
            WaldenCommand refused = WaldenCommand.run(home, command);
            assertThat(refused.code()).as(refused.err()).isEqualTo(75);
            assertThat(refused.err()).contains("pid " + life.pid()).doesNotContain("\tat ");
            assertThat(refused.out()).isEmpty();
        }
    }

    private static void assertThatATaskIsShown(Path home, String task) {
        WaldenCommand shown = WaldenCommand.run(home, "log", "show", "--task", task);
        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("task-submitted", "task-completed", "bytes in a blob");
        WaldenCommand redacted = WaldenCommand.run(home, "log", "export", "--task", task, "--redacted");
        assertThat(redacted.out()).contains("task-submitted").doesNotContain("lucky", "391-heron");
        assertThat(WaldenCommand.run(home, "log", "show", "--task", "t0").code())
                .isEqualTo(66);
    }

    @Test
    void aFollowerSeesRecordsAsTheyComeOverManySegments() throws Exception {
        Path home = folder.resolve("home");
        Path out = folder.resolve("tail.out");
        List<String> tasks;
        Process tail;
        try (WaldenProcess life = WaldenProcess.ready(home, SMALL)) {
            tail = WaldenCommand.start(home, out, folder.resolve("tail.err"), "log", "tail", "-f", "-n", "0", "--json");
            Awaitility.await("the follower").atMost(Duration.ofSeconds(60)).until(() -> {
                life.client().run("What is 17 * 23?");
                return Files.size(out) > 0;
            });
            try (Load load = new Load(life)) {
                load.awaitTasks(40);
                tasks = load.acknowledged();
            }
            Awaitility.await("the last task")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> Files.readString(out).contains("\"task\":\"" + tasks.getLast() + "\""));
        }
        tail.destroy();
        assertThat(LogFiles.segments(home)).isNotEmpty();
        List<Long> seqs = Files.readString(out)
                .lines()
                .filter(line -> line.endsWith("}"))
                .map(line -> Long.parseLong(line.substring(7, line.indexOf(','))))
                .toList();
        assertThat(seqs).isSorted().doesNotHaveDuplicates();
        assertThat(Files.readString(out)).contains(tasks);
    }

    @Test
    void aFolderThatNobodyHasIsSummedUpDamagedRepairedAndRebuilt() throws IOException {
        Path home = folder.resolve("home");
        Path backup = folder.resolve("backup");
        try (WaldenProcess life = WaldenProcess.ready(home, "--walden.log.segment-size=64KB")) {
            for (int i = 0; i < 30; i++) {
                life.client().run("What is 17 * " + i + "? " + "word ".repeat(400));
            }
            life.client().run(LARGE);
            life.terminate();
        }
        assertThat(WaldenCommand.run(home, "backup", backup.toString()).code()).isZero();

        JsonNode summary = WaldenCommand.run(home, "log", "summary", "--json").json();
        JsonNode stats = WaldenCommand.run(home, "log", "stats", "--json").json();
        assertThat(summary.at("/tasks/submitted").asInt()).isEqualTo(31);
        assertThat(summary.at("/service/starts").asInt()).isEqualTo(1);
        assertThat(summary.at("/engines/rules/calls").asInt()).isGreaterThanOrEqualTo(31);
        assertThat(stats.at("/types/task-submitted/records").asInt()).isEqualTo(31);
        assertThat(WaldenCommand.run(home, "log", "tail", "-n", "3", "--json").lines())
                .hasSize(3);

        Path segment = LogFiles.segments(home).get(1);
        byte[] sound = Files.readAllBytes(segment);
        flip(segment, sound.length / 2);
        assertThatRepairMends(home, backup, segment, sound);

        FileSystemUtils.deleteRecursively(home.resolve("views"));
        WaldenCommand rebuilt = WaldenCommand.run(home, "rebuild", "--json");
        assertThat(rebuilt.code()).as(rebuilt.err()).isZero();
        assertThat(rebuilt.json().path("events").asLong()).isGreaterThan(100);
        assertThat(home.resolve("views/walden.db")).exists();
        try (WaldenProcess life = WaldenProcess.ready(home)) {
            assertThat(life.output()).contains("\"records\":0");
            assertThat(life.client()
                            .run("What is my lucky number?")
                            .path("output")
                            .asString())
                    .contains("391-heron");
        }
    }

    private void assertThatRepairMends(Path home, Path backup, Path segment, byte[] sound) throws IOException {
        Map<String, Long> before = contents(home);
        WaldenCommand damaged = WaldenCommand.run(home, "log", "verify", "--json");
        WaldenCommand planned = WaldenCommand.run(home, "log", "repair", "--from", backup.toString());
        WaldenCommand cut = WaldenCommand.run(home, "log", "repair", "--cut-from", "2", "--json");

        assertThat(damaged.code()).isEqualTo(65);
        assertThat(damaged.json().at("/problems/0/file").asString())
                .isEqualTo(segment.getFileName().toString());
        assertThat(planned.code()).as(planned.err()).isZero();
        assertThat(planned.out()).contains("With --apply", segment.getFileName().toString());
        assertThat(cut.out()).contains("Records 2 to", "acknowledged");
        assertThat(contents(home)).as("a dry run changes no byte").isEqualTo(before);

        WaldenCommand applied = WaldenCommand.run(home, "log", "repair", "--from", backup.toString(), "--apply");
        assertThat(applied.code()).as(applied.err()).isZero();
        assertThat(segment).hasBinaryContent(sound);
        assertThat(WaldenCommand.run(home, "log", "verify").code()).isZero();
    }

    @Test
    void aBackupThatWasChangedIsNotRestored() throws IOException {
        Path home = folder.resolve("home");
        Path backup = folder.resolve("backup");
        Path restored = folder.resolve("restored");
        try (WaldenProcess life = WaldenProcess.ready(home)) {
            life.client().run(LARGE);
        }
        assertThat(WaldenCommand.run(home, "backup", backup.toString()).code()).isZero();
        assertThat(WaldenCommand.run(home, "backup", backup.toString()).code()).isEqualTo(73);
        flip(backup.resolve("log").resolve("00000000000000000001.jsonl"), 300);

        WaldenCommand refused = WaldenCommand.run(restored, "restore", backup.toString());

        assertThat(refused.code()).isEqualTo(65);
        assertThat(refused.err()).contains("00000000000000000001.jsonl", "expected", "found");
        assertThat(restored.resolve("log")).doesNotExist();
        assertThat(WaldenCommand.run(folder.resolve("other"), "restore", home.toString())
                        .code())
                .isEqualTo(66);
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[at] ^= 1;
        Files.write(file, content);
    }

    private static Map<String, Long> contents(Path home) throws IOException {
        Map<String, Long> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                var crc = new CRC32C();
                crc.update(Files.readAllBytes(file));
                contents.put(home.relativize(file).toString(), crc.getValue());
            }
        }
        return contents;
    }

    /** Submits task after task and notes what was acknowledged. */
    private static final class Load implements AutoCloseable {

        private final AtomicBoolean stop = new AtomicBoolean();
        private final List<String> acknowledged = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
        private final Thread thread;

        Load(WaldenProcess life) {
            thread = Thread.ofVirtual().start(() -> {
                for (int i = 0; !stop.get(); i++) {
                    submit(life, i);
                }
            });
        }

        private void submit(WaldenProcess life, int number) {
            try {
                var answer = life.client()
                        .post("/api/v1/tasks", Map.of("input", "What is 17 * " + number + "? " + "word ".repeat(300)));
                note(
                        answer.status() == 202 ? acknowledged : failures,
                        answer.status() == 202 ? answer.json().path("id").asString() : answer.body());
            } catch (IOException e) {
                note(failures, e.toString());
            }
        }

        private void note(List<String> where, String what) {
            synchronized (this) {
                where.add(what);
            }
        }

        synchronized List<String> acknowledged() {
            return List.copyOf(acknowledged);
        }

        synchronized List<String> failures() {
            return List.copyOf(failures);
        }

        void awaitTasks(int count) {
            Awaitility.await("tasks")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> acknowledged().size() >= count);
        }

        @Override
        public void close() {
            stop.set(true);
            Awaitility.await("the end of the load")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !thread.isAlive());
        }
    }
}
