package dev.walden.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documents say of a score is what it is made of. */
final class SharesDocumentTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| [^|]+ \\| ([0-9.]+)( of that item's score)? \\|.*$");
    private static final Pattern SHARE_OF_TIME =
            Pattern.compile("([0-9.]+) for items of that time, of ([0-9.]+) an item can have");

    @Test
    void theTableOfSignalsHasTheSharesOfFusion() throws IOException {
        List<MatchResult> rows = ROW.matcher(Files.readString(Path.of("docs/memory.md")))
                .results()
                .toList();

        assertThat(rows)
                .extracting(row -> Double.parseDouble(row.group(1)))
                .containsExactly(
                        Fusion.WORDS, Fusion.AROUND, Fusion.MEANING, Fusion.SPEAKER, Fusion.SESSION, Fusion.TIME);
        assertThat(rows)
                .extracting(row -> row.group(2) != null)
                .containsExactly(false, false, false, false, true, false);
    }

    @Test
    void whatTimeGivesIsToldWithAllThatAnItemCanHave() throws IOException {
        Matcher told = SHARE_OF_TIME.matcher(Files.readString(Path.of("docs/memory/episodic.md")));
        double byItself = Fusion.WORDS + Fusion.AROUND + Fusion.MEANING + Fusion.SPEAKER + Fusion.TIME;

        assertThat(told.find()).isTrue();
        assertThat(Double.parseDouble(told.group(1))).isEqualTo(Fusion.TIME);
        assertThat(Double.parseDouble(told.group(2))).isCloseTo(byItself * (1 + Fusion.SESSION), within(1e-9));
    }
}
