package dev.walden.tools.wasm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes modules that would be large files. */
final class LargeModule {

    private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final byte[] TYPES = {3, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 0, 0, 0x60, 2, 0x7f, 0x7f, 1, 0x7e};
    private static final byte[] FUNCTIONS = {3, 0, 1, 2};
    private static final byte[] MEMORY = {1, 0, 1};
    private static final byte[] ZERO_GLOBAL = {0x7f, 0, 0x41, 0, 0x0b};
    private static final byte[] ALLOC = {4, 0, 0x41, 1, 0x0b};
    private static final byte[] CALL = {4, 0, 0x42, 0, 0x0b};

    private LargeModule() {}

    /** With so many global variables, and a function beside the exported ones that puts so many values on the stack and drops them. */
    static byte[] of(int globals, int values) {
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(HEADER);
        section(module, 1, TYPES);
        section(module, 3, FUNCTIONS);
        section(module, 5, MEMORY);
        section(module, 6, globals(globals));
        section(module, 7, exports());
        section(module, 10, code(values));
        return module.toByteArray();
    }

    private static byte[] globals(int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        number(out, count);
        for (int i = 0; i < count; i++) {
            out.writeBytes(ZERO_GLOBAL);
        }
        return out.toByteArray();
    }

    private static byte[] exports() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        number(out, 3);
        export(out, "memory", 2, 0);
        export(out, "walden_alloc", 0, 0);
        export(out, "walden_call_v1", 0, 2);
        return out.toByteArray();
    }

    private static void export(ByteArrayOutputStream out, String name, int kind, int index) {
        number(out, name.length());
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        out.write(kind);
        out.write(index);
    }

    private static byte[] code(int values) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(0);
        for (int i = 0; i < values; i++) {
            body.write(0x41); // i32.const
            body.write(0);
        }
        for (int i = 0; i < values; i++) {
            body.write(0x1a); // drop
        }
        body.write(0x0b);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        number(out, 3);
        out.writeBytes(ALLOC);
        number(out, body.size());
        out.writeBytes(body.toByteArray());
        out.writeBytes(CALL);
        return out.toByteArray();
    }

    private static void section(ByteArrayOutputStream module, int id, byte[] content) {
        module.write(id);
        number(module, content.length);
        module.writeBytes(content);
    }

    /** As LEB128. */
    private static void number(ByteArrayOutputStream out, int number) {
        int left = number;
        while (left > 0x7f) {
            out.write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }
}
