package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.Space;
import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledLines;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchKnowledgeToolTest {

    private static final Map<String, KnowledgeProperties.Domain> DOMAINS =
            Map.of("private", new KnowledgeProperties.Domain(null, null, null, false));

    @TempDir
    private Path home;

    private KnowledgeFixture knowledge;
    private SearchKnowledgeTool tool;

    @BeforeEach
    void open() throws Exception {
        knowledge = KnowledgeFixture.open(home, DOMAINS);
        knowledge.read("legal", "lease.md", "# Rent\n\nThe zeta rent is due on Monday.");
        knowledge.read("operations", "runbook.md", "# Restart\n\nThe zeta server restarts at night.");
        knowledge.read("private", "patients.md", "# Case\n\nThe zeta patient recovered.");
        RoutedSearch search = new RoutedSearch(knowledge.memory.search(), new KnowledgeDomains(DOMAINS));
        tool = new SearchKnowledgeTool(() -> search);
    }

    @AfterEach
    void close() throws Exception {
        knowledge.close();
    }

    @Test
    void partsAreToldWithDocumentSectionAndScore() throws Exception {
        ToolOutput found = search("rent due", Map.of());

        assertThat(found.trusted()).isFalse();
        assertThat(found.text().lines().findFirst().orElseThrow())
                .matches("\\S+ document, record \\d+: score \\d+\\.\\d{3}, legal, lease\\.md, Rent: .*");
        assertThat(found.text()).contains("The zeta rent is due on Monday.");
        assertThat(tool.descriptor().sideEffect()).isEqualTo(SideEffect.NONE);
    }

    @Test
    void withoutADomainAllThatAreOpenToTasksAreSearched() throws Exception {
        assertThat(search("zeta", Map.of()).text())
                .contains("lease.md", "runbook.md")
                .doesNotContain("patients", "recovered");
    }

    @Test
    void nothingOfAnotherSpaceIsFound() throws Exception {
        knowledge.awaitRead(knowledge
                .receive(new Space("other"), "legal", "foreign.md", "The zeta foreigner.")
                .id());

        assertThat(search("zeta foreigner", Map.of("domain", "legal")).text()).doesNotContain("foreign");
    }

    @Test
    void aDomainIsTheOnlyOneThatIsSearched() throws Exception {
        assertThat(search("zeta", Map.of("domain", "operations")).text())
                .contains("runbook.md")
                .doesNotContain("lease.md");
        assertThat(search("zeta", Map.of("domain", "science")))
                .isEqualTo(ToolOutput.trusted("No document says anything about that."));
    }

    @Test
    void aDomainThatIsClosedToTasksIsNoneForThem() {
        for (String domain : List.of("private", "no-such")) {
            assertThatThrownBy(() -> search("zeta", Map.of("domain", domain)))
                    .isInstanceOf(ToolException.class)
                    .hasMessageContaining("no knowledge base of this name for tasks")
                    .hasMessageContaining("legal")
                    .message()
                    .doesNotContain("private");
        }
    }

    @Test
    void factsAndMessagesAreNotAmongWhatIsFound() throws Exception {
        new RememberTool(knowledge.memory::items, knowledge.memory::search, knowledge.memory::provenance)
                .call(
                        new ToolInput(Map.of("text", "The zeta fact is known.")),
                        knowledge.memory.call(knowledge.memory.newTask(), "s", "c1"));

        assertThat(search("zeta fact", Map.of()).text()).doesNotContain("is known");
    }

    @Test
    void whoReadsTheResultLaterFindsTheItemsThatWereShown() throws Exception {
        String told = search("zeta", Map.of("domain", "legal")).text();

        assertThat(RecalledLines.in(
                        List.of(new Message.ToolResult("c1", tool.descriptor().name(), told, true, false))))
                .singleElement()
                .satisfies(item -> assertThat(told).startsWith(item.id()));
    }

    private ToolOutput search(String query, Map<String, Object> others) throws Exception {
        Map<String, Object> arguments = new LinkedHashMap<>(others);
        arguments.put("query", query);
        return tool.call(
                new ToolInput(Map.copyOf(arguments)), knowledge.memory.call(knowledge.memory.newTask(), "s", "c9"));
    }
}
