package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.walden.plugin.SideEffect;
import dev.walden.wal.LogRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a model can put into the arguments of a call at its worst. Whatever gets a place in the log must be read at every later start, so
 * what could not be read is refused before.
 */
class EventLimitsTest {

    @TempDir
    Path folder;

    static Stream<Arguments> extremes() {
        return Stream.of(
                        Stream.of(10, 100, 400, 490, 495, 496, 497, 498, 499, 500, 501, 999, 1_000, 1_001, 3_000)
                                .map(depth -> Arguments.of(depth + " levels", nested(depth))),
                        Stream.of(18, 19, 20, 400, 999, 1_000, 1_001, 5_000)
                                .map(digits -> Arguments.of(digits + " digits", BigInteger.TEN.pow(digits))),
                        Stream.of(-100_001, -1_001, -400, 400, 1_001, 100_001, 2_000_000_000)
                                .map(exponent ->
                                        Arguments.of("1E" + exponent, new BigDecimal(BigInteger.ONE, -exponent))),
                        Stream.of(Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE, -0.0)
                                .map(number -> Arguments.of(number.toString(), number)),
                        Stream.of(1, 40_000, 49_999, 50_000, 50_001, 60_000, 70_000)
                                .map(length -> Arguments.of(length + " in a name", Map.of("n".repeat(length), 1))),
                        Stream.of("\ud800", "\udc00 first", "a\0b", "\u2028\u2029", "\u007f\u0001", "\ufffe\uffff", "")
                                .map(text -> Arguments.of(
                                        "text " + text.codePoints().boxed().toList(), text)))
                .flatMap(cases -> cases);
    }

    private static Object nested(int depth) {
        Object inner = 1;
        for (int i = 0; i < depth; i++) {
            inner = i % 2 == 0 ? List.of(inner) : Map.of("k", inner);
        }
        return inner;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("extremes")
    void whatIsWrittenIsReadAndAllElseIsRefusedBefore(String what, Object extreme) {
        try (BlobStore blobs = new BlobStore(folder.resolve("blobs"), BlobFiles.DISK, bytes -> {}, failure -> {})) {
            EventCodec codec = new EventCodec(blobs);
            var event = new ToolCallEvent.ToolCallStarted(
                    new TaskId("tabcdefghijkl2345"), "call-1", "tool", Map.of("a", extreme), SideEffect.NONE, null, 1);
            byte[][] body = new byte[1][];

            Throwable refusal = catchThrowable(() -> body[0] = codec.encode(event));

            if (refusal == null) {
                ByteBuffer bytes = ByteBuffer.wrap(body[0]);
                var read = codec.open(new LogRecord(7, Instant.EPOCH, bytes, bytes))
                        .map(opened -> codec.decode(7, Instant.EPOCH, opened).event());
                assertThat(read).as(what).isPresent();
            } else {
                assertThat(refusal).as(what).isInstanceOf(ActivityException.class);
            }
        }
    }
}
