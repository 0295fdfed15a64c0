package dev.walden.reasoning.llama;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the values of a GGUF header in order, and never beyond its end. Used once, by one thread. */
final class GgufReader {

    /** Vocabularies are the most of a header; the largest known take a tenth of this. */
    private static final long LARGEST_HEADER = 256L << 20;

    private static final int BOOLEAN = 7;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private final ByteBuffer in;

    GgufReader(FileChannel file) throws IOException {
        in = file.map(MapMode.READ_ONLY, 0, Math.min(file.size(), LARGEST_HEADER))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Bytes read so far. */
    long position() {
        return in.position();
    }

    int int32() {
        return in.getInt();
    }

    long int64() {
        return in.getLong();
    }

    /**
     * A number of things that follow.
     *
     * @param least bytes that each takes
     */
    int count(int least) {
        long count = in.getLong();
        if (count < 0 || count > in.remaining() / least) {
            throw new BufferUnderflowException();
        }
        return Math.toIntExact(count);
    }

    String text() {
        byte[] bytes = new byte[count(1)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A string, a number, a boolean, or a list of these. */
    Object value() {
        int type = in.getInt();
        return type == ARRAY ? list() : single(type);
    }

    private List<Object> list() {
        int type = in.getInt();
        int size = count(1);
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(single(type));
        }
        return list;
    }

    private Object single(int type) {
        return switch (type) {
            case 0, 1 -> (long) in.get();
            case 2 -> (long) Short.toUnsignedInt(in.getShort());
            case 3 -> (long) in.getShort();
            case 4 -> Integer.toUnsignedLong(in.getInt());
            case 5 -> (long) in.getInt();
            case 6 -> (double) in.getFloat();
            case BOOLEAN -> in.get() != 0;
            case STRING -> text();
            case 10, 11 -> in.getLong();
            case 12 -> in.getDouble();
            default -> throw new IllegalArgumentException("it has a value of the unknown type " + type);
        };
    }
}
