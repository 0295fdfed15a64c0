package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long strings leave a record and come back. */
class BlobReferencesTest {

    private static final int SEEDS = 300;

    @TempDir
    Path folder;

    private BlobStore blobs;
    private BlobReferences references;

    @BeforeEach
    void open() {
        blobs = new BlobStore(folder, BlobFiles.DISK, bytes -> {}, failure -> {});
        references = new BlobReferences(blobs, Encryption.NONE);
    }

    @AfterEach
    void close() {
        blobs.close();
    }

    @Test
    void shortDataStayAsTheyAre() {
        byte[] data = json(Map.of("text", "x".repeat(16_000)));

        assertThat(references.shorten(data, null, false)).isSameAs(data);
    }

    @Test
    void onlyTheLongestStringsMove() throws Exception {
        String longest = "y".repeat(15_000);
        byte[] data = json(Map.of("text", "x".repeat(9_000), "other", longest));

        String shortened = text(references.shorten(data, null, false));

        assertThat(shortened)
                .contains("x".repeat(9_000))
                .contains("\"other\":{\"$blob\":\"%s\",\"bytes\":15000,\"head\":\"%s\"}"
                        .formatted(Sha256.hex(longest.getBytes(StandardCharsets.UTF_8)), "y".repeat(200)));
        assertThat(blobFiles()).isEqualTo(1);
    }

    @Test
    void equalStringsShareABlob() throws Exception {
        String words = "same ".repeat(10_000);

        references.shorten(json(Map.of("one", words, "two", words)), null, false);

        assertThat(blobFiles()).isEqualTo(1);
    }

    @Test
    void manyShortStringsAreTooLarge() {
        List<String> many = IntStream.range(0, 1_000)
                .mapToObj(i -> "twenty characters or so")
                .toList();

        assertThatThrownBy(() -> references.shorten(json(Map.of("list", many)), null, false))
                .isInstanceOf(ActivityException.TooLarge.class)
                .hasMessageContaining("at most 16384 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$blob\":\"abc\",\"bytes\":3,\"head\":\"abc\"}",
                "{\"$$blob\":1,\"$blob\":{\"$$$blob\":null}}",
                "{\"text\":\"{\\\"$blob\\\":\\\"abc\\\"}\"}",
                "{\"text\":\"ends with $blob\",\"a$blob\":1,\"$blobs\":2,\"blob\":3}"
            })
    void whatLooksLikeAReferenceComesBackAsItWas(String data) {
        byte[] shortened = references.shorten(data.getBytes(StandardCharsets.UTF_8), null, false);

        assertThat(text(references.resolve(shortened))).isEqualTo(data);
    }

    @Test
    void whatAnEventItselfKeepsStaysAsItIsBesideLongStrings() throws Exception {
        String kept = "{\"$blob\":\"" + "ab".repeat(32) + "\",\"bytes\":3}";
        byte[] data = ("{\"text\":\"" + "x".repeat(20_000) + "\",\"original\":" + kept + "}")
                .getBytes(StandardCharsets.UTF_8);

        byte[] shortened = references.shorten(data, null, true);

        assertThat(text(shortened)).contains("\"text\":{\"$blob\":").contains("\"original\":" + kept);
        assertThat(references.resolve(shortened)).isEqualTo(data);
        assertThat(blobFiles()).isEqualTo(1);
    }

    @Test
    void loneSurrogatesAreKeptThoughUtf8CannotHoldThem() {
        Map<String, @Nullable Object> value = Map.of("text", "\ud83d broken \ude00 text, Grüße".repeat(300));

        byte[] shortened = references.shorten(json(value), null, false);

        assertThat(ActivityJson.readObject(references.resolve(shortened))).isEqualTo(value);
    }

    @Test
    void everyValueComesBackExactly() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Map<String, @Nullable Object> value = object(new Random(seed), 4);
            byte[] data = json(value);

            byte[] back = references.resolve(references.shorten(data, null, false));

            assertThat(ActivityJson.readObject(back)).as("seed %d", seed).isEqualTo(value);
        }
    }

    private static Map<String, @Nullable Object> object(Random random, int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        String[] names = {"a", "$blob", "$$blob", "bytes", "head", "$", "x$blob", "\"$blob\":"};
        for (int i = random.nextInt(5); i >= 0; i--) {
            members.put(names[random.nextInt(names.length)], value(random, depth - 1));
        }
        return members;
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong();
            case 3 -> new BigInteger(80, random).setBit(79);
            case 4 -> new BigDecimal(new BigInteger(60, random), random.nextInt(1, 40));
            case 5 -> "{\"$blob\":\"😀\n\u2028\\".repeat(random.nextInt(4));
            case 6 -> "Größe 😀 ".repeat(random.nextInt(3_000));
            case 7 -> object(random, depth);
            default -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
        };
    }

    private long blobFiles() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static byte[] json(Object value) {
        return ActivityJson.write(value);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
