package dev.walden.tools.wasm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes modules that would be large files. */
final class LargeModule {

    static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final byte[] TYPES = {4, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 0, 0, 0x60, 2, 0x7f, 0x7f, 1, 0x7e, 0x60, 0};
    private static final byte[] FUNCTIONS = {4, 0, 1, 2, 3};
    private static final byte[] TABLE = {0x70, 0, 1};
    static final byte[] MEMORY = {1, 0, 1};
    private static final byte[] ZERO_GLOBAL = {0x7f, 0, 0x41, 0, 0x0b};
    static final byte[] ALLOC = {4, 0, 0x41, 1, 0x0b};
    private static final byte[] CALL = {4, 0, 0x42, 0, 0x0b};
    private static final byte[] ZERO = {0x41, 0};
    private static final byte[] ONE_LOCAL = {1, 1, 0x7f};

    /** Of the function with the number 3. */
    static final int RESULTS = 100;

    private LargeModule() {}

    /** With so many global variables, and a function beside the exported ones that puts so many values on the stack and drops them. */
    static byte[] of(int globals, int values) {
        return of(0, globals, filling(ZERO, values, 1));
    }

    /** With that function made of this instruction, so often, which puts so many values there each time. */
    static byte[] pushing(byte[] instruction, int times, int each) {
        return of(1, 1, filling(instruction, times, each));
    }

    static byte[] withTables(int tables) {
        return of(tables, 0, filling(ZERO, 1, 1));
    }

    private static byte[] of(int tables, int globals, byte[] filling) {
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(HEADER);
        section(module, 1, types());
        section(module, 3, FUNCTIONS);
        section(module, 4, repeated(TABLE, tables));
        section(module, 5, MEMORY);
        section(module, 6, repeated(ZERO_GLOBAL, globals));
        section(module, 7, exports());
        section(module, 10, code(filling));
        return module.toByteArray();
    }

    private static byte[] types() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(TYPES);
        number(out, RESULTS);
        for (int i = 0; i < RESULTS; i++) {
            out.write(0x7f);
        }
        return out.toByteArray();
    }

    private static byte[] repeated(byte[] part, int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        number(out, count);
        for (int i = 0; i < count; i++) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] exports() {
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

    private static byte[] filling(byte[] instruction, int times, int each) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ONE_LOCAL);
        for (int i = 0; i < times; i++) {
            body.writeBytes(instruction);
        }
        for (int i = 0; i < times * each; i++) {
            body.write(0x1a); // drop
        }
        body.write(0x0b);
        return body.toByteArray();
    }

    private static byte[] code(byte[] filling) {
        ByteArrayOutputStream results = new ByteArrayOutputStream();
        results.write(0);
        for (int i = 0; i < RESULTS; i++) {
            results.writeBytes(ZERO);
        }
        results.write(0x0b);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        number(out, 4);
        out.writeBytes(ALLOC);
        number(out, filling.length);
        out.writeBytes(filling);
        out.writeBytes(CALL);
        number(out, results.size());
        out.writeBytes(results.toByteArray());
        return out.toByteArray();
    }

    static void section(ByteArrayOutputStream module, int id, byte[] content) {
        module.write(id);
        number(module, content.length);
        module.writeBytes(content);
    }

    /** As LEB128. */
    static void number(ByteArrayOutputStream out, int number) {
        int left = number;
        while (left > 0x7f) {
            out.write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }
}
