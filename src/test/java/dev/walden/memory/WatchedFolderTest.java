package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.walden.activity.MemoryEvent.DocumentReceived;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class WatchedFolderTest {

    @TempDir
    Path outside;

    private final Path home;
    private final KnowledgeFixture knowledge;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(WatchedFolder.class);

    WatchedFolderTest(@TempDir Path home) {
        this.home = home;
        knowledge = KnowledgeFixture.open(home);
    }

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void close() {
        logger.detachAppender(lines);
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

    @Test
    void aFileOfTheSameWordsKeepsThemWhenTheOtherGoes() throws Exception {
        write("code/a.md", "omega");
        write("code/b.md", "omega");
        lookTwice();
        String owner = only().name();

        Files.delete(home.resolve("knowledge/code").resolve(owner));
        lookTwice();

        assertThat(names()).containsExactly(other(owner));
        knowledge.awaitRead(only().id());
        assertThat(knowledge.memory.texts("omega")).containsExactly("omega");
    }

    @Test
    void aFileOfTheSameWordsKeepsThemWhenTheOtherIsEdited() throws Exception {
        write("code/a.md", "omega");
        write("code/b.md", "omega");
        lookTwice();
        String owner = only().name();

        write("code/" + owner, "omega and psi");
        lookTwice();
        lookTwice();

        assertThat(names()).containsExactlyInAnyOrder("a.md", "b.md");
        int received = knowledge.memory.events(DocumentReceived.class).size();
        lookTwice();
        lookTwice();
        assertThat(knowledge.memory.events(DocumentReceived.class)).hasSize(received);
    }

    /** Files are looked at in no order, so each of the two is once the one with the document. */
    @ParameterizedTest
    @ValueSource(strings = {"a.md", "b.md"})
    void aFileOfTheSameWordsKeepsThemWhenTheOtherWasEditedWhileNobodyLooked(String owner) throws Exception {
        write("code/" + owner, "omega");
        lookTwice();
        write("code/" + other(owner), "omega");
        write("code/" + owner, "omega and psi");

        WatchedFolder afterRestart = knowledge.newFolder(home);
        for (int i = 0; i < 4; i++) {
            afterRestart.look();
        }

        assertThat(names()).containsExactlyInAnyOrder("a.md", "b.md");
        int received = knowledge.memory.events(DocumentReceived.class).size();
        for (int i = 0; i < 4; i++) {
            knowledge.newFolder(home).look();
            afterRestart.look();
        }
        assertThat(knowledge.memory.events(DocumentReceived.class)).hasSize(received);
    }

    @Test
    void whatIsTooLargeIsToldAndCountedOnce() throws Exception {
        write("code/a.md", "x".repeat((1 << 20) + 1));

        lookTwice();
        lookTwice();

        assertThat(names()).isEmpty();
        assertThat(knowledge.refused("document_too_large")).isEqualTo(1);
        assertThat(told()).singleElement().asString().contains("a.md is not taken in.");
    }

    @Test
    void aFolderOfNoKnowledgeBaseIsToldOnceWithThoseThatThereAre() throws Exception {
        write("bogus/a.md", "omega");
        write(".hidden/a.md", "omega");
        write("code/b.md", "psi");

        lookTwice();
        lookTwice();

        assertThat(names()).containsExactly("b.md");
        assertThat(told()).singleElement().asString().contains("bogus is the folder of no", "code, finance, general");
    }

    private List<String> told() {
        return lines.list.stream()
                .flatMap(line -> line.getKeyValuePairs().stream())
                .map(pair -> String.valueOf(pair.value))
                .toList();
    }

    private static String other(String name) {
        return name.equals("a.md") ? "b.md" : "a.md";
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
