package dev.walden.reasoning.llama;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes GGUF, version 3: metadata, then tensors of 32-bit floats. Confined to one thread. */
final class GgufWriter {

    private static final int ALIGNMENT = 32;
    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private final ByteArrayOutputStream metadata = new ByteArrayOutputStream();
    private final ByteArrayOutputStream tensors = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private int pairs;
    private int tensorCount;

    GgufWriter text(String key, String value) {
        pair(key, STRING);
        string(metadata, value);
        return this;
    }

    GgufWriter number(String key, int value) {
        pair(key, UINT32);
        int32(metadata, value);
        return this;
    }

    GgufWriter decimal(String key, float value) {
        pair(key, FLOAT32);
        int32(metadata, Float.floatToRawIntBits(value));
        return this;
    }

    GgufWriter texts(String key, List<String> values) {
        array(key, STRING, values.size());
        values.forEach(value -> string(metadata, value));
        return this;
    }

    GgufWriter numbers(String key, List<Integer> values) {
        array(key, INT32, values.size());
        values.forEach(value -> int32(metadata, value));
        return this;
    }

    GgufWriter decimals(String key, List<Float> values) {
        array(key, FLOAT32, values.size());
        values.forEach(value -> int32(metadata, Float.floatToRawIntBits(value)));
        return this;
    }

    /** @param sizes the fastest first, as the format has them */
    GgufWriter tensor(String name, float[] values, int... sizes) {
        tensorCount++;
        string(tensors, name);
        int32(tensors, sizes.length);
        for (int size : sizes) {
            int64(tensors, size);
        }
        int32(tensors, 0);
        int64(tensors, data.size());
        for (float value : values) {
            int32(data, Float.floatToRawIntBits(value));
        }
        pad(data);
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        int32(file, 3);
        int64(file, tensorCount);
        int64(file, pairs);
        file.writeBytes(metadata.toByteArray());
        file.writeBytes(tensors.toByteArray());
        pad(file);
        file.writeBytes(data.toByteArray());
        return file.toByteArray();
    }

    private void pair(String key, int type) {
        pairs++;
        string(metadata, key);
        int32(metadata, type);
    }

    private void array(String key, int type, int size) {
        pair(key, ARRAY);
        int32(metadata, type);
        int64(metadata, size);
    }

    private static void string(ByteArrayOutputStream out, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int64(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void int32(ByteArrayOutputStream out, int value) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private static void int64(ByteArrayOutputStream out, long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }

    private static void pad(ByteArrayOutputStream out) {
        while (out.size() % ALIGNMENT != 0) {
            out.write(0);
        }
    }
}
