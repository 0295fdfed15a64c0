package dev.walden.reasoning.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a model's file is found out before native code sees it. */
final class ModelFileTest {

    private static final String AGAIN = "Download it again, compare its size with the source's, or take another one.";

    @TempDir
    private Path folder;

    private final byte[] whole = TinyModel.writer(Map.of(), true).bytes();

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("model.gguf"), bytes);
    }

    private void refused(byte[] bytes, String why) throws IOException {
        Path file = file(bytes);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFile.check(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(why);
    }

    @Test
    void aWholeFileTellsWhatTheModelWasMadeFor() throws IOException {
        ModelFile model = ModelFile.check(file(whole));

        assertThat(model.trainedTokens()).isEqualTo(1_000_000);
        assertThat(model.template()).contains(TinyModel.CHATML);
        assertThat(model.marks()).containsExactly("<s>", "</s>", "<|im_start|>", "<|im_end|>");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFile.check(folder.resolve("none.gguf")))
                .withMessage("There is no file " + folder.resolve("none.gguf")
                        + ". Download the model in the GGUF format and name the file.");
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws IOException {
        refused(new byte[0], "it does not begin with GGUF. " + AGAIN);
        refused("<html>Not found</html>".getBytes(StandardCharsets.US_ASCII), "it does not begin with GGUF. " + AGAIN);
        byte[] old = whole.clone();
        old[4] = 1;
        refused(old, "it is of version 1 of the format, expected is 2 or 3. " + AGAIN);
    }

    @Test
    void aFileThatWasCutAnywhereIsRefused() throws IOException {
        int dataBegin = whole.length - 32;
        for (int length = 0; length < whole.length; length += length < 4000 ? 7 : 997) {
            refused(Arrays.copyOf(whole, length), AGAIN);
        }
        refused(Arrays.copyOf(whole, dataBegin), "bytes, and " + whole.length + " are needed");
        refused(Arrays.copyOf(whole, whole.length - 1), "bytes, and " + whole.length + " are needed");
    }

    /** Numbers of this file say how many bytes follow: none may be believed. */
    @Test
    void aHeaderWithWrongBytesIsRefusedOrRead() throws IOException {
        long seed = 20_251_122;
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            byte[] broken = whole.clone();
            for (int j = 0; j <= i % 4; j++) {
                broken[random.nextInt(12_000)] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
            }
            Path file = file(broken);
            try {
                ModelFile.check(file);
            } catch (IllegalArgumentException expected) {
                assertThat(expected).as("seed %d, round %d", seed, i).hasMessageStartingWith("The file " + file);
            }
        }
    }

    @Test
    void aModelThatCannotWriteIsRefused() throws IOException {
        refused(
                new GgufWriter().text("general.architecture", "clip").bytes(),
                "its header has no clip.context_length. Take one that answers in a chat.");
        refused(general().bytes(), "it has no weights of tokens.");
        refused(
                general().tensor("token_embd.weight", new float[4], 4).bytes(),
                "its vocabulary is missing or not whole.");
        refused(
                vocabulary("bert").bytes(),
                "its tokenizer is bert, expected is llama or gpt2, as models that write have.");
        refused(vocabulary("llama").bytes(), "its vocabulary has no token for some bytes.");
        refused(vocabulary("gpt2").bytes(), "its vocabulary has no token for some bytes.");
    }

    @Test
    void aWayOfPackingThatTheLibraryDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> TensorType.of(39)).hasMessageContaining("use another quantization of the model");
        assertThat(TensorType.of(12).size(512)).isEqualTo(288);
    }

    private static GgufWriter general() {
        return new GgufWriter()
                .text("general.architecture", "llama")
                .number("llama.context_length", 10)
                .number("llama.block_count", 1)
                .number("llama.embedding_length", 4);
    }

    private static GgufWriter vocabulary(String tokenizer) {
        return general()
                .text("tokenizer.ggml.model", tokenizer)
                .texts("tokenizer.ggml.tokens", List.of("a", "b"))
                .numbers("tokenizer.ggml.token_type", Collections.nCopies(2, 1))
                .tensor("token_embd.weight", new float[8], 4, 2);
    }
}
