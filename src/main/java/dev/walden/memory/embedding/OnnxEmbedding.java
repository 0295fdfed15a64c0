package dev.walden.memory.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Map;

/** A sentence transformer of the BERT family: the mean of what it says of each token. Loaded for as long as the process runs. */
final class OnnxEmbedding implements Embedding {

    /** What the models were trained with. */
    private static final int MAX_TOKENS = 512;
    /** No text of so many tokens is longer; the rest need not be read. */
    private static final int MAX_CHARS = 16_384;

    private final EmbeddingModel model;
    private final OrtEnvironment runtime;
    private final OrtSession network;
    private final HuggingFaceTokenizer tokenizer;

    private OnnxEmbedding(EmbeddingModel model) throws IOException, OrtException {
        this.model = model;
        this.tokenizer = tokenizer(model);
        this.runtime = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = options()) {
            this.network = runtime.createSession(resource(model.network()), options);
        }
    }

    /**
     * Loads a model.
     *
     * @param nativeFolder where native code is unpacked, if it is not there yet
     * @throws EmbeddingException when the model or the native code below it cannot be loaded
     */
    static OnnxEmbedding load(EmbeddingModel model, Path nativeFolder) {
        try {
            NativeCode.keepIn(nativeFolder);
            return new OnnxEmbedding(model);
        } catch (IOException | OrtException | RuntimeException | LinkageError e) {
            throw new EmbeddingException.NoModel(
                    "The embedding model %s could not be loaded (%s); memory is searched by words only until the next start."
                            .formatted(model.code(), e),
                    e);
        }
    }

    @Override
    public String model() {
        return model.code();
    }

    @Override
    public int dimensions() {
        return EmbeddingModel.DIMENSIONS;
    }

    @Override
    public float[] of(String text) {
        Encoding tokens = tokenizer.encode(text.substring(0, Math.min(text.length(), MAX_CHARS)));
        long[] shape = {1, tokens.getIds().length};
        try (OnnxTensor ids = tensor(tokens.getIds(), shape);
                OnnxTensor mask = tensor(tokens.getAttentionMask(), shape);
                OnnxTensor types = tensor(tokens.getTypeIds(), shape);
                OrtSession.Result result =
                        network.run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
            return unitLength(sum(((OnnxTensor) result.get(0)).getFloatBuffer()));
        } catch (OrtException e) {
            throw new EmbeddingException.OfText("The embedding model %s failed.".formatted(model.code()), e);
        }
    }

    /** One token after the other; of all of them, since a single text needs no filler. */
    private static float[] sum(FloatBuffer tokens) {
        float[] sum = new float[EmbeddingModel.DIMENSIONS];
        while (tokens.hasRemaining()) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += tokens.get();
            }
        }
        return sum;
    }

    private static float[] unitLength(float[] vector) {
        double square = 0;
        for (float each : vector) {
            square += (double) each * each;
        }
        float length = (float) Math.sqrt(square);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(runtime, LongBuffer.wrap(values), shape);
    }

    /** One thread a text; and no arena, which would keep for ever what the longest text took. */
    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setCPUArenaAllocator(false);
        options.setMemoryPatternOptimization(false);
        return options;
    }

    private static HuggingFaceTokenizer tokenizer(EmbeddingModel model) throws IOException {
        try (InputStream json = open(model.tokenizer())) {
            return HuggingFaceTokenizer.newInstance(
                    json, Map.of("padding", "false", "truncation", "true", "maxLength", Integer.toString(MAX_TOKENS)));
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream bytes = open(name)) {
            return bytes.readAllBytes();
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream bytes = OnnxEmbedding.class.getResourceAsStream(name);
        if (bytes == null) {
            throw new FileNotFoundException("There is no resource " + name + " on the class path.");
        }
        return bytes;
    }
}
