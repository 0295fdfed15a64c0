package dev.walden.memory.embedding;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The models that come with Walden. */
public enum EmbeddingModel {
    /** The better one: 384 numbers, 34 MB, six milliseconds for a question and ten for a sentence or two on one core. */
    BGE_SMALL("bge-small-en-v1.5-q", 0.6),
    /** The light one: 384 numbers, 23 MB, twice as fast, and less exact. */
    MINILM("all-minilm-l6-v2-q", 0.4);

    /** In place of a model: words only. */
    public static final String NONE = "none";

    static final int DIMENSIONS = 384;

    private final String code;
    private final double related;

    EmbeddingModel(String code, double related) {
        this.code = code;
        this.related = related;
    }

    /**
     * How alike the vectors of a question and an item are, at least, when the one has to do with the other. On long dialogues four
     * of five answers are above, and one of five of all turns.
     */
    public double related() {
        return related;
    }

    /** The stable name, in configuration and in what is kept of it. */
    public String code() {
        return code;
    }

    /** The model with this name, or empty for {@value #NONE}. */
    public static Optional<EmbeddingModel> parse(String code) {
        if (code.equals(NONE)) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(model -> model.code.equals(code))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("walden.memory.embedding-model must be one of %s or %s; found: %s"
                                .formatted(known(), NONE, code))));
    }

    private static String known() {
        return Arrays.stream(values()).map(EmbeddingModel::code).collect(Collectors.joining(", "));
    }

    /** The classpath resource of the network. */
    String network() {
        return "/" + code + ".onnx";
    }

    /** The classpath resource of the tokenizer. */
    String tokenizer() {
        return "/" + code + "-tokenizer.json";
    }
}
