package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WordlessTest {

    /** What people, models and tools say in the samples. */
    private static final List<String> SAID = List.of(
            "What is 17 * 23?",
            "W-1",
            "Ada",
            "Let me see.",
            "I would rather not.",
            "Please try again.",
            "Grüße",
            "世界",
            "17 * 23",
            "The output is empty.",
            "Ask for the zone first.");

    @TempDir
    private Path folder;

    static Stream<ActivityEvent> samples() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nothingThatWasSaidIsLeftAndASecondTimeChangesNothing(ActivityEvent event) {
        ActivityEvent without = Wordless.of(event);

        assertThat(json(without)).doesNotContain(SAID);
        assertThat(Wordless.of(without)).isEqualTo(without);
        assertThat(EventTypes.CURRENT.of(without)).isEqualTo(EventTypes.CURRENT.of(event));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theEventsThatARecordStandsForLoseTheirWordsWithIt(ActivityEvent event) {
        RecordedEvent entry = new RecordedEvent(1, Instant.EPOCH, event);

        assertThat(entry.wordless().parts())
                .isEqualTo(entry.parts().stream().map(RecordedEvent::wordless).toList());
    }

    @Test
    void theSamplesSayAllThat() {
        String all = String.join("\n", samples().map(WordlessTest::json).toList());

        assertThat(all).contains(SAID);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsLeftIsARecordLikeAnyOther(ActivityEvent event) {
        EventCodec codec = new EventCodec(new BlobStore(folder, BlobFiles.DISK, bytes -> {}, failure -> {}));
        byte[] body = codec.encode(Wordless.of(event));

        RecordBody parsed = RecordBody.parse(ByteBuffer.wrap(body));

        assertThat(codec.decode(1, Instant.EPOCH, parsed).event()).isEqualTo(Wordless.of(event));
    }

    private static String json(ActivityEvent event) {
        return new String(ActivityJson.write(event), StandardCharsets.UTF_8);
    }
}
