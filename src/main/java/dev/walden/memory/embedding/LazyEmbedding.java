package dev.walden.memory.embedding;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Loads its model when it is first needed, and only once, also when that fails. Thread-safe. */
public final class LazyEmbedding implements Embedding {

    private final EmbeddingModel model;
    private final Path nativeFolder;
    private volatile @Nullable Embedding loaded;
    private volatile @Nullable EmbeddingException failure;

    /** @param nativeFolder of the data folder, where the native code below the model is unpacked */
    public LazyEmbedding(EmbeddingModel model, Path nativeFolder) {
        this.model = model;
        this.nativeFolder = nativeFolder;
    }

    @Override
    public boolean isLoaded() {
        return loaded != null;
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
        Embedding ready = loaded;
        return (ready == null ? load() : ready).of(text);
    }

    private synchronized Embedding load() {
        Embedding ready = loaded;
        if (ready != null) {
            return ready;
        }
        EmbeddingException failed = failure;
        if (failed != null) {
            throw failed;
        }
        try {
            ready = OnnxEmbedding.load(model, nativeFolder);
            loaded = ready;
            return ready;
        } catch (EmbeddingException e) {
            failure = e;
            throw e;
        }
    }
}
