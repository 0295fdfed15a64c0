package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** The real jar with encryption on: what is on disk, what survives, and what is said without the key. */
class EncryptionIT {

    private static final String[] ON = {
        "--walden.log.encryption.enabled=true", "--walden.log.segment-size=64KB", "--walden.log.archive-after=1s"
    };
    private static final String SECRET = "heron-4711";
    private static final String LARGE = "Remember that my lucky number is 391. " + (SECRET + " ").repeat(5_000);

    @TempDir
    private Path folder;

    private static String[] on(String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(ON));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void noFileHoldsWhatWasSaidAndItIsKnownAfterAKillARebuildAndARotation() throws IOException {
        Path home = folder.resolve("home");
        assertThat(WaldenCommand.run(home, "keys", "new-master").code()).isZero();
        JsonNode task;
        try (WaldenProcess life = WaldenProcess.ready(home, ON)) {
            task = life.client().run(LARGE);
            for (int i = 0; i < 20; i++) {
                life.client().run("Remember that " + SECRET + " number " + i + " is grey.");
            }
            life.kill();
        }
        assertThat(EraseIT.filesWith(home, SECRET)).isEmpty();
        assertThat(EraseIT.filesWith(home, "lucky number")).isEmpty();
        assertThat(EraseIT.filesWith(home, "task-submitted")).as("the envelope").isNotEmpty();

        assertThatTheTaskIsKnown(home, task);
        FileSystemUtils.deleteRecursively(home.resolve("views"));
        assertThatTheTaskIsKnown(home, task);

        Path next = rotated(home);
        FileSystemUtils.deleteRecursively(home.resolve("views"));
        assertThatTheTaskIsKnown(home, task, "--walden.log.encryption.master-key=" + next);
        assertThat(EraseIT.filesWith(home, SECRET)).isEmpty();
    }

    private static void assertThatTheTaskIsKnown(Path home, JsonNode task, String... more) throws IOException {
        try (WaldenProcess life = WaldenProcess.ready(home, on(more))) {
            assertThat(life.client()
                            .get("/api/v1/tasks/" + task.path("id").asString())
                            .json())
                    .isEqualTo(task);
            assertThat(life.client()
                            .run("What is my lucky number?")
                            .path("output")
                            .asString())
                    .contains("391");
            assertThat(life.terminate()).isEqualTo(143);
        }
    }

    /** The file of the new master key; the old one is of no use any more. */
    private Path rotated(Path home) throws IOException {
        Path next = folder.resolve("next.key");
        assertThat(WaldenCommand.run(home, "keys", "new-master", next.toString())
                        .code())
                .isZero();
        List<JsonNode> records;
        try (WaldenProcess life = WaldenProcess.ready(home, ON)) {
            WaldenCommand refused = WaldenCommand.run(home, "keys", "rotate", "--new", next.toString());
            assertThat(refused.code()).as(refused.err()).isEqualTo(75);
            life.terminate();
            records = LogFiles.records(home);
        }
        WaldenCommand done = WaldenCommand.run(home, "keys", "rotate", "--new", next.toString());

        assertThat(done.code()).as(done.err()).isZero();
        assertThat(LogFiles.records(home)).isEqualTo(records);
        try (WaldenProcess refused = WaldenProcess.start(home, ON)) {
            assertThat(refused.awaitExit(Duration.ofSeconds(90))).isEqualTo(78);
            assertThat(refused.output()).contains("is wrapped by master key", "keys rotate");
        }
        return next;
    }

    @Test
    void commandsReadWithTheKeyAndSayWithoutItWhatTheyNeed() throws IOException {
        Path home = folder.resolve("home");
        Path key = folder.resolve("elsewhere.key");
        String property = "--walden.log.encryption.master-key=" + key;
        assertThat(WaldenCommand.run(home, "keys", "new-master", property).code())
                .isZero();
        String task;
        try (WaldenProcess life = WaldenProcess.ready(home, on(property))) {
            task = life.client().run(LARGE).path("id").asString();
            life.terminate();
        }

        assertThat(WaldenCommand.run(home, "log", "verify", "--json")
                        .json()
                        .path("blobs")
                        .asInt())
                .isPositive();
        assertThat(WaldenCommand.run(home, "log", "stats").out()).contains("task-submitted");
        for (String[] reading : new String[][] {
            {"log", "show", "--task", task},
            {"log", "tail"},
            {"log", "export"},
            {"log", "summary"},
            {"task", "replay", task}
        }) {
            WaldenCommand without = WaldenCommand.run(home, reading);
            assertThat(without.code()).as(without.out() + without.err()).isEqualTo(78);
            assertThat(without.err()).contains("is encrypted", "master-key").doesNotContain("\tat ");

            List<String> arguments = new ArrayList<>(List.of(reading));
            arguments.add(property);
            WaldenCommand with = WaldenCommand.run(home, arguments.toArray(String[]::new));
            assertThat(with.code()).as(with.out() + with.err()).isZero();
        }
        assertThatAnExportIsReplayed(home, task, property);
        assertThat(WaldenCommand.run(home, "rebuild", property).code()).isZero();
        assertThat(WaldenCommand.run(home, "rebuild").code()).isEqualTo(78);
    }

    private void assertThatAnExportIsReplayed(Path home, String task, String property) throws IOException {
        Path file = folder.resolve("task.jsonl");
        WaldenCommand exported =
                WaldenCommand.run(home, "log", "export", "--task", task, "--output", file.toString(), property);
        assertThat(exported.code()).as(exported.err()).isZero();
        assertThat(Files.readString(file)).contains("heron-4711", "\"$blob\"");
        FileSystemUtils.copyRecursively(home.resolve("blobs"), folder.resolve("blobs"));

        WaldenCommand replayed = WaldenCommand.run(home, "task", "replay", task, "--file", file.toString(), property);

        assertThat(replayed.code()).as(replayed.out() + replayed.err()).isZero();
    }

    @Test
    void withoutAMasterKeyNothingBegins() {
        Path home = folder.resolve("home");

        try (WaldenProcess refused = WaldenProcess.start(home, ON)) {
            assertThat(refused.awaitExit(Duration.ofSeconds(90))).isEqualTo(78);
            assertThat(refused.output()).contains("There is no master key", home.toString(), "keys new-master");
        }

        assertThat(home).doesNotExist();
    }

    @Test
    void aBackupTakesTheWrappedKeysAndSaysWhatIsMissing() throws IOException {
        Path home = folder.resolve("home");
        Path restored = folder.resolve("restored");
        assertThat(WaldenCommand.run(home, "keys", "new-master").code()).isZero();
        JsonNode task;
        WaldenCommand made;
        try (WaldenProcess life = WaldenProcess.ready(home, ON)) {
            task = life.client().run(LARGE);
            made = WaldenCommand.run(home, "backup", folder.resolve("backup").toString());
        }

        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains("their master key is not in the backup");
        assertThat(folder.resolve("backup/keys")).isDirectoryNotContaining("glob:**master.key");
        assertThat(WaldenCommand.run(
                                restored, "restore", folder.resolve("backup").toString())
                        .code())
                .isZero();
        Files.copy(home.resolve("keys/master.key"), restored.resolve("keys/master.key"));
        assertThatTheTaskIsKnown(restored, task);
    }
}
