package dev.walden.memory;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What knowledge bases take in.
 *
 * @param maxUpload the largest document, 1KB to 64MB; read whole into memory
 * @param maxCharacters the most text that is read from one document, 1000 to 20000000 characters
 * @param readingDeadline the longest that a document is read, 1s to 10m
 * @param folderInterval how often the folder knowledge of the data folder is looked through; 0s for never
 * @param folderSpace the space that documents of the folder go to
 * @param domains knowledge bases to change or to add, by name
 */
record KnowledgeProperties(
        @DefaultValue("16MB") DataSize maxUpload,
        @DefaultValue("4000000") int maxCharacters,
        @DefaultValue("60s") Duration readingDeadline,
        @DefaultValue("10s") Duration folderInterval,
        @DefaultValue("default") String folderSpace,
        @DefaultValue Map<String, Domain> domains) {

    KnowledgeProperties {
        domains = Map.copyOf(domains);
        check("max-upload", 1 << 10, maxUpload.toBytes(), 64L << 20, "1KB to 64MB");
        check("max-characters", 1_000, maxCharacters, 20_000_000, "1000 to 20000000");
        check("reading-deadline", 1, readingDeadline.toSeconds(), 600, "1s to 10m");
        check("folder-interval", 0, folderInterval.toSeconds(), 86_400, "0s to 1d");
    }

    private static void check(String name, long least, long found, long most, String range) {
        if (found < least || found > most) {
            throw new IllegalArgumentException(
                    "walden.memory.knowledge.%s must be %s; found: %d".formatted(name, range, found));
        }
    }

    /**
     * What is different of one.
     *
     * @param description in words, by which questions are routed to it
     * @param maxDocuments the most documents of it in one space; 10000 when absent
     * @param maxSize the most bytes of originals and of text read in one space; 1GB when absent
     * @param tools whether tasks may look into it
     */
    record Domain(
            @Nullable String description,
            @Nullable Integer maxDocuments,
            @Nullable DataSize maxSize,
            @DefaultValue("true") boolean tools) {

        KnowledgeDomain over(String name, String otherwise) {
            return new KnowledgeDomain(
                    name,
                    description == null ? otherwise : description,
                    maxDocuments == null ? KnowledgeDomains.MAX_DOCUMENTS : maxDocuments,
                    maxSize == null ? KnowledgeDomains.MAX_BYTES : maxSize.toBytes(),
                    tools);
        }
    }
}
