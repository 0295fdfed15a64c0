package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.ActivityException;
import dev.walden.memory.knowledge.ChunkedText;
import dev.walden.memory.knowledge.DocumentReading;
import dev.walden.memory.knowledge.UnreadableDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents whose parsers do what they should not, or take their time. */
final class IngestionFaultTest {

    private static final String TRAP = "trap";
    private static final String LONG = "plenty of words that fill the part. ".repeat(15);

    @TempDir
    private Path home;

    static Stream<Arguments> defects() {
        return Stream.of(
                defect("internal", NullPointerException::new),
                defect("internal", () -> new IndexOutOfBoundsException(7)),
                defect("internal", () -> new ClassCastException("no such words")),
                defect("internal", () -> new AssertionError("never")),
                defect("internal", () -> new NoClassDefFoundError("missing")),
                defect("internal", () -> new InternalError("of the machine")),
                defect("too_deep", StackOverflowError::new),
                defect("too_hard", OutOfMemoryError::new));
    }

    private static Arguments defect(String code, Supplier<Throwable> thrown) {
        Runnable thrower = () -> {
            switch (thrown.get()) {
                case RuntimeException defect -> throw defect;
                case Error error -> throw error;
                case Throwable other -> throw new IllegalArgumentException(other);
            }
        };
        return Arguments.of(code, thrower);
    }

    @ParameterizedTest
    @MethodSource("defects")
    void aDefectOfAParserEndsItsDocumentAndTheNextOneIsRead(String code, Runnable thrown) throws Exception {
        try (KnowledgeFixture knowledge = KnowledgeFixture.reading(home, real -> new Trapped(real, thrown))) {
            KnowledgeDocument failed = knowledge.receive("code", "a.md", TRAP);
            KnowledgeDocument next = knowledge.read("code", "b.md", "omega");

            assertThat(knowledge.awaitRead(failed.id()))
                    .returns("failed", KnowledgeDocument::state)
                    .returns(code, KnowledgeDocument::code);
            assertThat(next.state()).isEqualTo("ingested");
        }
    }

    @Test
    void aVersionThatWaitsIsRefusedWhenAPartOfTheDocumentIsErasedMeanwhile() throws Exception {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        try (KnowledgeFixture knowledge =
                KnowledgeFixture.reading(home, real -> new Trapped(real, () -> await(mayGoOn)))) {
            knowledge.read("code", "guide.md", "# A\n\nalpha " + LONG + "\n\n# B\n\nbeta " + LONG);
            String beta = knowledge.memory.ids("beta").getFirst();
            KnowledgeDocument trapped = knowledge.receive("code", "first.md", TRAP);
            String next = "# A\n\nalpha " + LONG + "\n\n# B\n\nbeta " + LONG + " newer";
            KnowledgeDocument waiting = knowledge.receive("code", "guide.md", next);

            knowledge.memory.items().erase(MemoryFixture.SPACE, List.of(beta), "asked", "key:k");
            mayGoOn.countDown();

            knowledge.awaitRead(trapped.id());
            assertThat(knowledge.awaitRead(waiting.id()))
                    .returns("failed", KnowledgeDocument::state)
                    .returns("erased", KnowledgeDocument::code);
            assertThat(knowledge.memory.texts("beta newer")).noneMatch(text -> text.contains("beta"));
            assertThat(knowledge.memory.texts("alpha")).isNotEmpty();
            assertThat(knowledge.read("code", "guide.md", next).state()).isEqualTo("ingested"); // somebody wants it
            assertThat(knowledge.memory.texts("beta")).isNotEmpty();
        }
    }

    static Stream<ActivityException> losses() {
        return Stream.of(
                new ActivityException.Unreadable("damaged", null), new ActivityException.KeyUnusable("deleted", null));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aDocumentWhoseRecordCannotBeReadIsRefusedAndTheNextOneIsRead(ActivityException loss) throws Exception {
        try (KnowledgeFixture knowledge = KnowledgeFixture.onLog(home, log -> new LosingLog(log, loss))) {
            KnowledgeDocument lost = knowledge.read("code", "a.md", "alpha");
            KnowledgeDocument next = knowledge.read("code", "b.md", "omega");

            assertThat(lost)
                    .returns("failed", KnowledgeDocument::state)
                    .returns("original_lost", KnowledgeDocument::code);
            assertThat(next.state()).isEqualTo("ingested");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does something before it reads a text that is a trap. */
    private record Trapped(DocumentReading real, Runnable first) implements DocumentReading {

        @Override
        public ChunkedText read(String name, @Nullable String type, byte[] content)
                throws IOException, UnreadableDocument {
            if (new String(content, StandardCharsets.UTF_8).equals(TRAP)) {
                first.run();
            }
            return real.read(name, type, content);
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
