package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatchedFolderTest {

    @TempDir
    Path outside;

    private final Path home;
    private final KnowledgeFixture knowledge;

    WatchedFolderTest(@TempDir Path home) {
        this.home = home;
        knowledge = KnowledgeFixture.open(home);
    }

    @AfterEach
    void close() {
        knowledge.close();
    }

    @Test
    void aFileIsTakenInOnceItWasTheSameAtTwoLooks() throws Exception {
        Path file = write("code/sub/a.md", "omega");
        knowledge.folder.look();
        int atFirst = names().size();
        Files.writeString(file, "omega and more");
        knowledge.folder.look();
        int whileWritten = names().size();

        knowledge.folder.look();

        assertThat(atFirst + whileWritten).isZero();
        assertThat(names()).containsExactly("sub/a.md");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(knowledge.memory.texts("omega")).containsExactly("omega and more"));
    }

    @Test
    void aFileThatGoesTakesItsDocumentAlong() throws Exception {
        Path file = write("code/a.md", "omega");
        lookTwice();
        knowledge.awaitRead(only().id());

        Files.delete(file);
        lookTwice();

        assertThat(names()).isEmpty();
        assertThat(knowledge.memory.texts("omega")).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereTakesNothingAlong() throws Exception {
        Path file = write("code/a.md", "omega");
        lookTwice();

        Files.delete(file);
        Files.delete(file.getParent());
        lookTwice();

        assertThat(names()).containsExactly("a.md");
    }

    @Test
    void linksHiddenAndUnfinishedFilesAreLeftAlone() throws Exception {
        Path secret = Files.writeString(outside.resolve("secret.md"), "secret");
        write("code/.hidden.md", "x");
        write("code/new.md.part", "x");
        Files.createSymbolicLink(home.resolve("knowledge/code/link.md"), secret);
        Files.createSymbolicLink(home.resolve("knowledge/code/folder"), outside);

        lookTwice();

        assertThat(names()).isEmpty();
    }

    @Test
    void whatIsStoredOverTheApiStaysWithoutAFile() throws Exception {
        write("code/a.md", "omega");
        knowledge.read("code", "b.md", "psi");

        lookTwice();
        lookTwice();

        assertThat(names()).containsExactlyInAnyOrder("a.md", "b.md");
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve("knowledge").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void lookTwice() throws InterruptedException {
        knowledge.folder.look();
        knowledge.folder.look();
    }

    private KnowledgeDocument only() throws InterruptedException {
        return knowledge
                .bases
                .list(MemoryFixture.SPACE, "code", null, 10)
                .documents()
                .getFirst();
    }

    private List<String> names() throws InterruptedException {
        return knowledge.bases.list(MemoryFixture.SPACE, "code", null, 10).documents().stream()
                .map(KnowledgeDocument::name)
                .toList();
    }
}
