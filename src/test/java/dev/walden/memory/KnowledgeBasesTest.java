package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityException;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.Condition;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

final class KnowledgeBasesTest {

    private static final String LONG = "plenty of words that fill the part. ".repeat(15);

    private static final Map<String, KnowledgeProperties.Domain> DOMAINS = Map.of(
            "single", new KnowledgeProperties.Domain(null, 1, null, true),
            "small", new KnowledgeProperties.Domain(null, null, DataSize.ofBytes(30), true),
            "closed", new KnowledgeProperties.Domain(null, null, null, false));

    private final KnowledgeFixture knowledge;

    KnowledgeBasesTest(@TempDir Path home) {
        knowledge = KnowledgeFixture.open(home, DOMAINS);
    }

    @AfterEach
    void close() {
        knowledge.close();
    }

    @Test
    void aQuestionThatFindsNoDocumentFitsNoKnowledgeBase() throws Exception {
        String fact = knowledge.memory.fact("The network of operations is down.");

        RoutedSearch.Answer answer =
                knowledge.memory.routed().search(MemoryQuery.of(MemoryFixture.SPACE, "network operations", 5));

        assertThat(answer.routing()).isEmpty();
        assertThat(answer.found().hits()).extracting(hit -> hit.item().id()).containsExactly(fact);
    }

    @Test
    void viewsBuiltAnewHoldTheSameAfterVersionsErasuresAndRemovals() throws Exception {
        knowledge.read("code", "guide.md", "# A\n\nalpha " + LONG + "\n\n# B\n\nbeta " + LONG);
        knowledge.read("code", "guide.md", "# A\n\nalpha " + LONG + "\n\n# B\n\ngamma " + LONG);
        knowledge.read("legal", "gone.md", "delta " + LONG);
        knowledge.bases.erase(knowledge.read("legal", "erased.md", "epsilon " + LONG), "key:k");
        knowledge.read("legal", "broken.json", "[");
        String gamma = knowledge.memory.ids("gamma").getFirst();
        knowledge.memory.items().erase(MemoryFixture.SPACE, List.of(gamma), "test", "key:k");
        List<String> before = shown();

        knowledge.memory.deleteViews();

        assertThat(shown()).isEqualTo(before);
        assertThat(knowledge.memory.texts("alpha")).hasSize(1);
        assertThat(knowledge.memory.texts("beta gamma epsilon")).isEmpty();
    }

    @Test
    void aChunkIsFoundByTheWordsOfItsTitleAndSection() throws Exception {

        String before = "some other words come first. ".repeat(50);
        knowledge.read(
                "operations",
                "Compressor manual.md",
                "# Pumps\n\n## Lubrication\n\n" + before + "\n\nUse the grey can.");
        MemoryItem last =
                knowledge.memory.hits(MemoryFixture.SPACE, "grey").getFirst().item();

        assertThat(last.text()).contains("grey can").doesNotContain("Lubrication");
        assertThat(knowledge.memory.ids("compressor")).contains(last.id());
    }

    @Test
    void theSameBytesUnderAnotherNameAreTheSameDocumentAndStoreNothing() throws Exception {
        KnowledgeDocument first = knowledge.read("code", "a.md", "the same");
        int records = knowledge.memory.events(ActivityEvent.class).size();

        KnowledgeDocument second = knowledge.receive("code", "b.md", "the same");
        int recordsAfter = knowledge.memory.events(ActivityEvent.class).size();
        KnowledgeDocument elsewhere = knowledge.receive(new Space("other"), "code", "b.md", "the same");

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(elsewhere.id()).isNotEqualTo(first.id());
        assertThat(recordsAfter).isEqualTo(records);
    }

    @Test
    void aFullBaseTakesNothingMore() throws Exception {
        knowledge.read("single", "a.md", "one");

        assertThatThrownBy(() -> knowledge.receive("single", "b.md", "two"))
                .isInstanceOf(MemoryException.QuotaExceeded.class);
        assertThatThrownBy(() -> knowledge.receive("small", "a.md", LONG))
                .isInstanceOf(MemoryException.QuotaExceeded.class);
        assertThat(knowledge.read("small", "b.md", "some twenty characters").code())
                .isEqualTo("quota_exceeded");
        assertThat(knowledge.read("single", "a.md", "another version").state()).isEqualTo("ingested");
    }

    @Test
    void whatIsRefusedWhenItIsSentIsCountedByTheCodeThatTheSenderIsGiven() throws Exception {
        knowledge.read("single", "a.md", "one");

        for (ThrowingCallable refused : List.<ThrowingCallable>of(
                () -> knowledge.receive("general", "a.md", "x".repeat((1 << 20) + 1)),
                () -> knowledge.receive("general", "a.png", "x"),
                () -> knowledge.receive("single", "b.md", "two"))) {
            String code = catchThrowableOfType(MemoryException.class, refused).code();

            assertThat(knowledge.refused(code)).as(code).isEqualTo(1);
        }
        assertThat(knowledge.refused("other")).isZero();
    }

    @Test
    void tasksAreKeptOutOfABaseThatIsClosedToTools() throws Exception {
        knowledge.read("closed", "a.md", "the dose of zeta");
        knowledge.read("general", "b.md", "a note on zeta");
        RoutedSearch search = new RoutedSearch(knowledge.memory.search(), new KnowledgeDomains(DOMAINS));
        MemoryQuery query = MemoryQuery.of(MemoryFixture.SPACE, "zeta", 5);

        assertThat(search.forTask(query).hits())
                .extracting(hit -> hit.item().text())
                .containsExactly("a note on zeta");
        assertThat(search.search(query).found().hits()).hasSize(2);
    }

    @Test
    void howeverMuchABaseThatIsClosedHoldsItHidesNothing() throws Exception {
        knowledge.read("general", "b.md", "a note on zeta, with many more words that say little of it");
        KnowledgeDocument last = knowledge.receive("closed", "0.md", "zeta 0");
        for (int i = 1; i <= MemoryQuery.MAX_K; i++) {
            last = knowledge.receive("closed", i + ".md", "zeta " + i);
        }
        knowledge.awaitRead(last.id());
        RoutedSearch search = new RoutedSearch(knowledge.memory.search(), new KnowledgeDomains(DOMAINS));

        assertThat(search.forTask(MemoryQuery.of(MemoryFixture.SPACE, "zeta", 5))
                        .hits())
                .extracting(hit -> hit.item().domain())
                .containsExactly("general");
    }

    @Test
    void aQuestionPrefersTheBaseWhoseDescriptionFits() throws Exception {
        knowledge.read("legal", "a.md", "notes on the termination of the subscription ");
        knowledge.read("personal", "a.md", "notes on the termination of the subscription");

        RoutedSearch.Answer answer = knowledge
                .memory
                .routed()
                .search(MemoryQuery.of(MemoryFixture.SPACE, "which contracts have clauses on termination", 5));

        assertThat(answer.found().hits().getFirst().item().domain()).isEqualTo("legal");
        assertThat(answer.routing()).extracting(RoutedSearch.Fit::domain).containsExactly("legal", "personal");
        assertThat(answer.routing().getFirst().described()).isPositive();
    }

    @Test
    void aPartOfTheBaseThatFitsComesInForABetterOneOfAnotherBase() throws Exception {
        knowledge.read("legal", "a.md", "notes on the termination of the subscription ");
        knowledge.read("personal", "a.md", "notes on the termination of the subscription");
        MemoryQuery query = MemoryQuery.of(MemoryFixture.SPACE, "which contracts have clauses on termination", 1);
        RoutedSearch routed = knowledge.memory.routed();

        assertThat(knowledge.memory.search().search(query).hits())
                .extracting(hit -> hit.item().domain())
                .containsExactly("personal");
        assertThat(routed.search(query).found().hits())
                .extracting(hit -> hit.item().domain())
                .containsExactly("legal");
        assertThat(routed.documentsForTask(query).hits())
                .extracting(hit -> hit.item().domain())
                .containsExactly("legal");
    }

    @Test
    void aPartOfTheBaseThatFitsStaysBehindWhatIsMuchBetter() throws Exception {
        knowledge.read("legal", "a.md", "contracts and clauses, some of them on other matters");
        knowledge.read("personal", "b.md", "notes on termination, termination and termination again");

        assertThat(knowledge
                        .memory
                        .routed()
                        .search(MemoryQuery.of(MemoryFixture.SPACE, "termination clauses termination", 1))
                        .found()
                        .hits())
                .extracting(hit -> hit.item().domain())
                .containsExactly("personal");
    }

    @Test
    void whetherADocumentHasItsVectorsIsToldByTheirPosition() throws Exception {
        KnowledgeDocument first = knowledge.read("code", "a.md", "the first one");
        long known = knowledge.memory.activity().log().durable();
        KnowledgeDocument second = knowledge.read("code", "b.md", "the second one");
        KnowledgeDocument broken = knowledge.read("code", "broken.json", "[");

        assertThat(vectors(OptionalLong.of(known), first)).hasValue(true);
        assertThat(vectors(OptionalLong.of(known), second)).hasValue(false);
        assertThat(vectors(OptionalLong.of(known), broken)).isEmpty();
        assertThat(vectors(OptionalLong.empty(), first)).isEmpty();
    }

    private Optional<Boolean> vectors(OptionalLong applied, KnowledgeDocument document) {
        return new DocumentVectors(knowledge.memory.activity().views(), () -> applied).areIn(document);
    }

    @Test
    void aPartOfADocumentTellsWhereItStandsToItsSpaceAlone() throws Exception {
        KnowledgeDocument document = knowledge.read("code", "guide.md", "# Pumps\n\nUse the grey can.");
        String part = knowledge.memory.ids("grey can").getFirst();
        String fact = knowledge.memory.fact("The grey can is empty.");
        var memory = knowledge.memory;
        DocumentParts parts =
                new DocumentParts(new LivingItems(memory.activity().views(), memory.projection()::changes));

        assertThat(parts.among(MemoryFixture.SPACE, List.of(part, fact, "none")))
                .containsOnlyKeys(part)
                .hasValueSatisfying(new Condition<>(
                        item -> document.id().equals(item.session())
                                && DocumentSource.of(item).section().equals("Pumps"),
                        "in its document"));
        assertThat(parts.among(new Space("other"), List.of(part))).isEmpty();
        assertThat(parts.among(MemoryFixture.SPACE, List.of())).isEmpty();
    }

    /** Who is told of a task that is done is told so, also while nobody can say on which page its sources stand. */
    @Test
    void viewsThatCannotBeReadTellNoPartsAndFailNobody() {
        Logger logger = (Logger) LoggerFactory.getLogger(DocumentParts.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        Views broken = new Views() {
            @Override
            public <T> T read(Query<T> query) {
                throw new ActivityException.ViewFailed("The disk is gone.", null);
            }
        };

        assertThat(new DocumentParts(new LivingItems(broken, () -> 0)).among(MemoryFixture.SPACE, List.of("m1")))
                .isEmpty();
        logger.detachAppender(lines);
        assertThat(lines.list)
                .singleElement()
                .satisfies(line ->
                        assertThat(line.getKeyValuePairs()).singleElement().hasToString("error=\"The disk is gone.\""));
    }

    @Test
    void aHeadingThatIsCutInTheMiddleOfALetterStopsNothing() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.append("# a")
                    .append(" ".repeat(478))
                    .append("\uD83D\uDE00 and more\n\n")
                    .append(LONG)
                    .append("\n\n");
        }

        assertThat(knowledge.read("code", "strange.md", text.toString()).state())
                .isEqualTo("ingested");
        assertThat(knowledge.read("code", "next.md", "the next one").state()).isEqualTo("ingested");
    }

    @Test
    void aDocumentOfTooManyPartsIsRefused() throws Exception {
        assertThat(knowledge.read("code", "pages.txt", "a\f".repeat(30_000)).code())
                .isEqualTo("too_many_parts");
    }

    @Test
    void whoUndoesASourceUndoesItsDocumentsWhole() throws Exception {
        KnowledgeDocument document =
                knowledge.read("code", "guide.md", "# A\n\nalpha " + LONG + "\n\n# B\n\nbeta " + LONG);
        Undoing undoing = knowledge.memory.undoing();

        Undoing.Undone undone = undoing.undo(MemoryFixture.SPACE, "document:" + document.id(), "test", "key:k");

        assertThat(undone.removedItems()).containsExactly(document.id());
        assertThat(knowledge.memory.texts("alpha beta")).isEmpty();
        assertThat(knowledge.bases.find(document.id())).isEmpty();
        assertThat(knowledge.read("code", "guide.md", "# A\n\nalpha " + LONG).state())
                .isEqualTo("ingested");
        undoing.undo(MemoryFixture.SPACE, "key:k", "test", "key:k");
        assertThat(knowledge.memory.texts("alpha")).isEmpty();
    }

    private List<String> shown() throws InterruptedException {
        var log = knowledge.memory.activity().log();
        log.awaitApplied(log.durable(), Duration.ofSeconds(20));
        List<String> rows = knowledge.memory.activity().views().read(connection -> {
            List<String> all = Sql.query(connection, "SELECT * FROM memory_documents ORDER BY document", row -> {
                StringBuilder text = new StringBuilder();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    text.append(row.getString(i)).append('|');
                }
                return text.toString();
            });
            all.addAll(Sql.query(
                    connection,
                    "SELECT id, text, metadata, seq, changed_seq, erased FROM memory_items WHERE kind = 'document' ORDER BY seq, rowid",
                    row -> "%s|%s|%s|%s|%s|%s"
                            .formatted(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5),
                                    row.getString(6))));
            return all;
        });
        rows.addAll(knowledge.memory.ids("plenty of words alpha"));
        return rows;
    }
}
