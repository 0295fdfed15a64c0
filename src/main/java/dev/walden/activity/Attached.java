package dev.walden.activity;

import dev.walden.plugin.Attachment;
import java.util.List;
import java.util.function.Function;

/**
 * Bytes that a call gave back beside its text. An outcome that is about to be recorded holds them; its record names them, so that a replay
 * does not read them. Between the two they become durable, as long texts do, so whatever keeps an outcome from being recorded keeps its
 * bytes from being named.
 */
public sealed interface Attached {

    /** These, in their order; none of them is on disk. */
    static List<Attached> of(List<Attachment> attachments) {
        return attachments.stream().<Attached>map(Given::new).toList();
    }

    /** The same, kept by somebody who makes them durable. */
    Kept kept(Function<byte[], KeptBytes> keeping);

    /** As the call gave them. */
    record Given(Attachment attachment) implements Attached {

        @Override
        public Kept kept(Function<byte[], KeptBytes> keeping) {
            return new Kept(attachment.mediaType(), keeping.apply(attachment.bytes()));
        }
    }

    /**
     * As their record names them.
     *
     * @param mediaType what the tool said that they are
     */
    record Kept(String mediaType, KeptBytes content) implements Attached {

        @Override
        public Kept kept(Function<byte[], KeptBytes> keeping) {
            return this;
        }
    }
}
