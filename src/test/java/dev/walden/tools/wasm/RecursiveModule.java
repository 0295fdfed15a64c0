package dev.walden.tools.wasm;

import java.io.ByteArrayOutputStream;

/** Makes modules whose call ends in a function that calls itself for ever. */
final class RecursiveModule {

    private static final int I32 = 0x7f;
    private static final byte[] FUNCTIONS = {3, 0, 1, 2};
    private static final byte[] ZERO = {0x41, 0};
    private static final byte[] BLOCK = {0x02, 0x40};
    private static final byte[] CALL_ITSELF = {0x10, 1};
    private static final int END = 0x0b;

    private RecursiveModule() {}

    /** With so many parameters, from within so many blocks in each other. */
    static byte[] of(int parameters, int blocks) {
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(LargeModule.HEADER);
        LargeModule.section(module, 1, types(parameters));
        LargeModule.section(module, 3, FUNCTIONS);
        LargeModule.section(module, 5, LargeModule.MEMORY);
        LargeModule.section(module, 7, LargeModule.exports());
        LargeModule.section(module, 10, code(parameters, blocks));
        return module.toByteArray();
    }

    private static byte[] types(int parameters) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LargeModule.number(out, 3);
        out.writeBytes(new byte[] {0x60, 1, I32, 1, I32, 0x60});
        LargeModule.number(out, parameters);
        for (int i = 0; i < parameters; i++) {
            out.write(I32);
        }
        out.write(0);
        out.writeBytes(new byte[] {0x60, 2, I32, I32, 1, 0x7e});
        return out.toByteArray();
    }

    private static byte[] code(int parameters, int blocks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LargeModule.number(out, 3);
        out.writeBytes(LargeModule.ALLOC);
        function(out, within(blocks, call(parameters)));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(call(parameters));
        answer.writeBytes(new byte[] {0x42, 0});
        function(out, answer.toByteArray());
        return out.toByteArray();
    }

    private static byte[] call(int parameters) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < parameters; i++) {
            out.writeBytes(ZERO);
        }
        out.writeBytes(CALL_ITSELF);
        return out.toByteArray();
    }

    private static byte[] within(int blocks, byte[] code) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < blocks; i++) {
            out.writeBytes(BLOCK);
        }
        out.writeBytes(code);
        for (int i = 0; i < blocks; i++) {
            out.write(END);
        }
        return out.toByteArray();
    }

    private static void function(ByteArrayOutputStream out, byte[] code) {
        LargeModule.number(out, code.length + 2);
        out.write(0);
        out.writeBytes(code);
        out.write(END);
    }
}
