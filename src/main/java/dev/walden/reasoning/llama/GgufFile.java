package dev.walden.reasoning.llama;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header of a model's file, looked through before native code sees the file, which ends the process over some that are broken.
 * Immutable.
 */
final class GgufFile {

    /** {@code GGUF}, the least significant byte first. */
    private static final int MAGIC = 0x46554747;

    private static final int NAME_AND_MORE = 8 + 4 + 8 + 4 + 8;
    private static final int PAIR = 8 + 4 + 1;
    private static final int MOST_DIMENSIONS = 4;
    private static final long USUAL_ALIGNMENT = 32;
    private static final String EMBEDDINGS = "token_embd.weight";

    private final Map<String, Object> metadata = new HashMap<>();
    private final Set<String> tensors = new HashSet<>();

    private GgufFile() {}

    /** @throws IllegalArgumentException when no model can be loaded from it; the message says why and what to do */
    static GgufFile read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException(
                    "There is no file " + path + ". Download the model in the GGUF format and name the file.");
        }
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException(
                    "The file " + path + " cannot be read by the user that runs Walden. Change who may read it.");
        }
        try (FileChannel channel = FileChannel.open(path)) {
            GgufFile file = new GgufFile();
            file.read(new GgufReader(channel), channel.size());
            return file;
        } catch (IOException e) {
            throw new IllegalArgumentException("The file " + path + " cannot be read: " + e.getMessage() + ".", e);
        } catch (BufferUnderflowException | ArithmeticException e) {
            throw unusable(path, "it ends before its header does", e);
        } catch (IllegalArgumentException e) {
            throw unusable(path, e.getMessage(), e);
        }
    }

    private static IllegalArgumentException unusable(Path path, @Nullable String why, Exception cause) {
        return new IllegalArgumentException(
                "The file " + path + " is no model that can be used: " + why
                        + ". Download it again, compare its size with the source's, or take another one.",
                cause);
    }

    private void read(GgufReader in, long length) {
        if (length < Long.BYTES || in.int32() != MAGIC) {
            throw new IllegalArgumentException("it does not begin with GGUF");
        }
        int version = in.int32();
        if (version != 2 && version != 3) {
            throw new IllegalArgumentException("it is of version " + version + " of the format, expected is 2 or 3");
        }
        int count = in.count(NAME_AND_MORE);
        int pairs = in.count(PAIR);
        for (int i = 0; i < pairs; i++) {
            metadata.put(in.text(), in.value());
        }
        long end = 0;
        for (int i = 0; i < count; i++) {
            end = Math.max(end, tensorEnd(in));
        }
        long alignment = number("general.alignment").orElse(USUAL_ALIGNMENT);
        if (alignment < 1 || alignment > length) {
            throw new IllegalArgumentException("its alignment is " + alignment);
        }
        long needed = Math.addExact(Math.ceilDiv(in.position(), alignment) * alignment, end);
        if (length < needed) {
            throw new IllegalArgumentException(
                    "it has " + length + " bytes, and " + needed + " are needed for what its header names");
        }
    }

    /** Where the data of the next tensor end, behind the header. */
    private long tensorEnd(GgufReader in) {
        tensors.add(in.text());
        int dimensions = in.int32();
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw new IllegalArgumentException("it has a tensor of " + dimensions + " dimensions");
        }
        long count = 1;
        for (int i = 0; i < dimensions; i++) {
            long size = in.int64();
            if (size < 1) {
                throw new IllegalArgumentException("it has an empty tensor");
            }
            count = Math.multiplyExact(count, size);
        }
        TensorType type = TensorType.of(in.int32());
        long offset = in.int64();
        if (offset < 0) {
            throw new IllegalArgumentException("it has a tensor before its beginning");
        }
        return Math.addExact(offset, type.size(count));
    }

    /** Whether there are weights of tokens. */
    boolean embedsTokens() {
        return tensors.contains(EMBEDDINGS);
    }

    Optional<String> text(String key) {
        return metadata.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    Optional<Long> number(String key) {
        return metadata.get(key) instanceof Long number ? Optional.of(number) : Optional.empty();
    }

    /** Empty when there are none. */
    List<?> list(String key) {
        return metadata.get(key) instanceof List<?> list ? list : List.of();
    }
}
