package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.memory.lexical.LexicalIndex;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MemoryRuntimeTest {

    @TempDir
    private Path home;

    @Test
    void afterTheStartEverythingIsFoundByItsWordsWithoutAWait() throws Exception {
        try (MemoryFixture memory = MemoryFixture.open(home)) {
            long stored = memory.items()
                    .store(Collections.nCopies(1_000, MemoryFixture.newFact("The kettle is on.")), "key:k")
                    .seq();
            LexicalIndex index = new LexicalIndex(
                    home.resolve("another"), new IndexFeed(memory.activity().views()));

            try (MemoryRuntime runtime =
                    new MemoryRuntime(memory.activity().log(), index, Meaning.none(), memory.halfDecisions())) {
                runtime.start();
                long applied = index.applied();

                assertThat(applied).isGreaterThanOrEqualTo(stored);
            }
        }
    }
}
