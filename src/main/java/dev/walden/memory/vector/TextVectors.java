package dev.walden.memory.vector;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.walden.memory.embedding.BackgroundEmbedding;
import dev.walden.memory.embedding.EmbeddingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vectors of texts, each computed once: by the SHA-256 of the text, of the last few thousand in RAM and of all items from the index. For
 * one thread.
 */
final class TextVectors {

    private static final Logger log = LoggerFactory.getLogger(TextVectors.class);
    private static final int KEPT = 4_096;

    private final BackgroundEmbedding embedding;
    private final Stored stored;
    private final Cache<BytesRef, QuantizedVector> kept =
            Caffeine.newBuilder().maximumSize(KEPT).build();
    private final Map<BytesRef, Future<float[]>> coming = new HashMap<>();

    TextVectors(BackgroundEmbedding embedding, Stored stored) {
        this.embedding = embedding;
        this.stored = stored;
    }

    static BytesRef nameOf(String text) {
        try {
            return new BytesRef(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** Begins to compute those that are not known, on all processors at once; each is to be asked for soon. */
    void begin(Collection<String> texts) throws IOException {
        for (String text : texts) {
            BytesRef name = nameOf(text);
            if (!coming.containsKey(name) && known(name) == null) {
                coming.put(name, embedding.begin(text));
            }
        }
    }

    /** The one known, else computed now; null when the model fails with this text. */
    @Nullable
    QuantizedVector of(String text) throws IOException, InterruptedException {
        BytesRef name = nameOf(text);
        QuantizedVector vector = known(name);
        if (vector != null) {
            return vector;
        }
        Future<float[]> begun = coming.remove(name);
        try {
            vector = QuantizedVector.of(embedding.await(begun == null ? embedding.begin(text) : begun));
        } catch (EmbeddingException.OfText e) {
            log.atWarn()
                    .addKeyValue("chars", text.length())
                    .addKeyValue("error", e)
                    .log("text has no vector");
            return null;
        }
        kept.put(name, vector);
        return vector;
    }

    private @Nullable QuantizedVector known(BytesRef name) throws IOException {
        QuantizedVector vector = kept.getIfPresent(name);
        if (vector == null) {
            vector = stored.find(name);
            if (vector != null) {
                kept.put(name, vector);
            }
        }
        return vector;
    }

    /** Forgets what may be of an item that is forgotten. */
    void clear() {
        kept.invalidateAll();
    }

    /** Where vectors were put before. */
    @FunctionalInterface
    interface Stored {
        @Nullable
        QuantizedVector find(BytesRef text) throws IOException;
    }
}
