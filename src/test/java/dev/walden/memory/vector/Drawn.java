package dev.walden.memory.vector;

import dev.walden.memory.embedding.Embedding;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Vectors that are drawn from the text: those of one group are alike. */
final class Drawn implements Embedding {

    private static final int DIMENSIONS = 384;
    final AtomicInteger computed = new AtomicInteger();
    private final String model;
    private final CountDownLatch never = new CountDownLatch(1);
    volatile String endless = "";

    Drawn(String model) {
        this.model = model;
    }

    private void awaitEnd() {
        try {
            never.await();
        } catch (InterruptedException closed) {
            throw new IllegalStateException("closed", closed);
        }
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public float[] of(String text) {
        if (Thread.currentThread().getName().equals("memory-embedding")) {
            computed.incrementAndGet();
            if (text.equals(endless)) {
                awaitEnd();
            }
        }
        int end = text.startsWith("group ") ? text.indexOf(' ', 6) : 0;
        Random own = new Random(text.hashCode());
        Random group = new Random(text.substring(0, end).hashCode());
        float[] vector = new float[DIMENSIONS];
        double square = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (own.nextGaussian() + (end > 0 ? group.nextGaussian() + 1 : 0));
            square += vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }
}
