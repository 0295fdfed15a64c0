package dev.walden.reasoning.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is heard of a reply that grows by a character at a time. */
final class HearableWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, nullValues = "-", textBlock = """
            |true|Two words.|Two words.
            |true|  So it is.  |So it is.
            |true| {"tool":"clock"|
            |true|As {this}|As {this}
            |false|{"n":3}|{"n":3}
            <end>|true|Fine.<en|Fine.
            <end>|true|a < b <e f|a < b <e f
            <end>|true|Well <<end|Well <
            """)
    void wordsAreHeardOnceTheyAreSurelySome(String end, boolean calls, String said, String heard) {
        HearableWords words = new HearableWords(end == null ? "" : end, calls);
        List<String> told = new ArrayList<>();

        for (int length = 1; length <= said.length(); length++) {
            words.next(said.substring(0, length)).ifPresent(told::add);
        }

        assertThat(String.join("", told)).isEqualTo(heard == null ? "" : heard);
    }
}
