package dev.walden.reasoning.llama;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A language model that knows nothing: one layer of seeded random weights over a vocabulary of single characters. What it says next is
 * almost the same in all contexts, so that a test can say what it likes to say. Small enough to be made anew by every test.
 */
public final class TinyModel {

    /** ChatML, as the template's own words tell the library. */
    static final String CHATML =
            "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n";

    /** The token that ends a turn. */
    public static final String END = "<|im_end|>";

    private static final int WIDTH = 32;
    private static final int INNER = 64;
    private static final int NORMAL = 1;
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int BYTE = 6;

    private final List<String> tokens = new ArrayList<>();
    private final List<Integer> types = new ArrayList<>();
    private final Random random;

    private TinyModel(long seed) {
        random = new Random(seed);
        token("<unk>", UNKNOWN);
        token("<s>", CONTROL);
        token("</s>", CONTROL);
        for (int i = 0; i < 256; i++) {
            token(String.format("<0x%02X>", i), BYTE);
        }
        token("\u2581", NORMAL);
        for (char c = '!'; c <= '~'; c++) {
            token(String.valueOf(c), NORMAL);
        }
        token("<|im_start|>", CONTROL);
        token(END, CONTROL);
    }

    /** Writes one into the folder that likes these tokens so much. */
    public static Path in(Path folder, Map<String, Float> liked) throws IOException {
        return Files.write(folder.resolve("tiny.gguf"), writer(liked, true).bytes());
    }

    /** Its file; with a template it says how turns are written. */
    static GgufWriter writer(Map<String, Float> liked, boolean template) {
        return new TinyModel(42).file(liked, template);
    }

    private void token(String text, int type) {
        tokens.add(text);
        types.add(type);
    }

    private GgufWriter file(Map<String, Float> liked, boolean template) {
        GgufWriter file = new GgufWriter()
                .text("general.architecture", "llama")
                .text("general.name", "tiny")
                .number("llama.context_length", 1_000_000)
                .number("llama.embedding_length", WIDTH)
                .number("llama.block_count", 1)
                .number("llama.feed_forward_length", INNER)
                .number("llama.attention.head_count", 2)
                .decimal("llama.attention.layer_norm_rms_epsilon", 1e-5f)
                .text("tokenizer.ggml.model", "llama")
                .texts("tokenizer.ggml.tokens", tokens)
                .decimals("tokenizer.ggml.scores", Collections.nCopies(tokens.size(), 0f))
                .numbers("tokenizer.ggml.token_type", types)
                .number("tokenizer.ggml.bos_token_id", 1)
                .number("tokenizer.ggml.eos_token_id", tokens.indexOf(END));
        if (template) {
            file.text("tokenizer.chat_template", CHATML);
        }
        weights(file, liked);
        return file;
    }

    private void weights(GgufWriter file, Map<String, Float> liked) {
        file.tensor("token_embd.weight", steady(weights(WIDTH * tokens.size(), 1)), WIDTH, tokens.size());
        file.tensor("blk.0.attn_norm.weight", ones(), WIDTH);
        for (String part : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
            file.tensor("blk.0." + part + ".weight", weights(WIDTH * WIDTH, 0.1f), WIDTH, WIDTH);
        }
        file.tensor("blk.0.ffn_norm.weight", ones(), WIDTH);
        file.tensor("blk.0.ffn_gate.weight", weights(WIDTH * INNER, 0.1f), WIDTH, INNER);
        file.tensor("blk.0.ffn_up.weight", weights(WIDTH * INNER, 0.1f), WIDTH, INNER);
        file.tensor("blk.0.ffn_down.weight", weights(WIDTH * INNER, 0.1f), INNER, WIDTH);
        file.tensor("output_norm.weight", ones(), WIDTH);
        float[] output = weights(WIDTH * tokens.size(), 0.3f);
        for (int i = 0; i < tokens.size(); i++) {
            output[i * WIDTH] = liked.getOrDefault(tokens.get(i), 0f) / 5;
        }
        file.tensor("output.weight", output, WIDTH, tokens.size());
    }

    /** The first number of every token is large: it stays what it is through the layer, so its weights in the output are likings. */
    private static float[] steady(float[] embeddings) {
        for (int i = 0; i < embeddings.length; i += WIDTH) {
            embeddings[i] = 10;
        }
        return embeddings;
    }

    private float[] weights(int count, float scale) {
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = (float) random.nextGaussian() * scale;
        }
        return weights;
    }

    private static float[] ones() {
        float[] ones = new float[WIDTH];
        Arrays.fill(ones, 1);
        return ones;
    }
}
