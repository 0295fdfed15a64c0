package dev.walden.reasoning.llama;

import java.util.Map;

/**
 * How numbers of tensors are packed: so many in a block of so many bytes.
 *
 * @param numbers in a block
 * @param bytes of a block
 */
record TensorType(int numbers, int bytes) {

    /** By the number that a file names it with, as of llama.cpp b4916, which is what the library is built from. */
    private static final Map<Integer, TensorType> KNOWN = Map.ofEntries(
            Map.entry(0, new TensorType(1, 4)), // F32
            Map.entry(1, new TensorType(1, 2)), // F16
            Map.entry(2, new TensorType(32, 18)), // Q4_0
            Map.entry(3, new TensorType(32, 20)), // Q4_1
            Map.entry(6, new TensorType(32, 22)), // Q5_0
            Map.entry(7, new TensorType(32, 24)), // Q5_1
            Map.entry(8, new TensorType(32, 34)), // Q8_0
            Map.entry(10, new TensorType(256, 84)), // Q2_K
            Map.entry(11, new TensorType(256, 110)), // Q3_K
            Map.entry(12, new TensorType(256, 144)), // Q4_K
            Map.entry(13, new TensorType(256, 176)), // Q5_K
            Map.entry(14, new TensorType(256, 210)), // Q6_K
            Map.entry(16, new TensorType(256, 66)), // IQ2_XXS
            Map.entry(17, new TensorType(256, 74)), // IQ2_XS
            Map.entry(18, new TensorType(256, 98)), // IQ3_XXS
            Map.entry(19, new TensorType(256, 50)), // IQ1_S
            Map.entry(20, new TensorType(32, 18)), // IQ4_NL
            Map.entry(21, new TensorType(256, 110)), // IQ3_S
            Map.entry(22, new TensorType(256, 82)), // IQ2_S
            Map.entry(23, new TensorType(256, 136)), // IQ4_XS
            Map.entry(29, new TensorType(256, 56)), // IQ1_M
            Map.entry(30, new TensorType(1, 2)), // BF16
            Map.entry(34, new TensorType(256, 54)), // TQ1_0
            Map.entry(35, new TensorType(256, 66))); // TQ2_0

    /** @throws IllegalArgumentException for one that the library does not know, or that no model's weights have */
    static TensorType of(int number) {
        TensorType type = KNOWN.get(number);
        if (type == null) {
            throw new IllegalArgumentException("it packs numbers in a way (type " + number
                    + ") that this version of llama.cpp, b4916, does not know; use another quantization of the model");
        }
        return type;
    }

    /** Bytes of so many numbers. */
    long size(long count) {
        if (count % numbers != 0) {
            throw new IllegalArgumentException("it has a tensor whose rows are no whole blocks");
        }
        return Math.multiplyExact(count / numbers, bytes);
    }
}
