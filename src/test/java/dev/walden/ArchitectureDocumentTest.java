package dev.walden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureDocumentTest {

    private static final Pattern INVARIANT = Pattern.compile("(?m)^\\| \\d \\|.*$");
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+(?:Test|IT))`");

    @Test
    void everyInvariantNamesTestsThatAreThere() throws IOException {
        List<String> invariants = INVARIANT
                .matcher(Files.readString(Path.of("docs/ARCHITECTURE.md")))
                .results()
                .map(MatchResult::group)
                .toList();
        List<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .toList();
        }

        assertThat(invariants)
                .hasSize(7)
                .allSatisfy(invariant -> assertThat(
                                TEST_NAME.matcher(invariant).results().map(name -> name.group(1)))
                        .isNotEmpty()
                        .isSubsetOf(tests));
    }
}
