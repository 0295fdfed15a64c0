package dev.walden.system;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** All that a service that has ended left on disk: its files as they are, and what is packed in them. */
final class WrittenFiles {

    private WrittenFiles() {}

    /** By where it is; of the folder and all below it. */
    static Map<String, byte[]> below(Path folder) throws IOException {
        Map<String, byte[]> written = new TreeMap<>();
        for (Path file : files(folder)) {
            byte[] bytes = Files.readAllBytes(file);
            written.put(file.toString(), bytes);
            if (file.toString().endsWith(".zst")) {
                written.put(file + ", unpacked", unpacked(bytes));
            }
        }
        return written;
    }

    /** What views hold in pages and in indexes. */
    static Map<String, byte[]> views(Path home) throws IOException, SQLException {
        Map<String, byte[]> written = new TreeMap<>();
        ViewsContent.of(home).forEach((table, rows) -> written.put("table " + table, bytes(String.join("\n", rows))));
        for (Path file : files(home.resolve("views"))) {
            if (file.getFileName().toString().startsWith("segments_")) {
                written.put("index " + file.getParent(), bytes(index(Objects.requireNonNull(file.getParent()))));
            }
        }
        return written;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (ZstdInputStream content = new ZstdInputStream(new ByteArrayInputStream(packed))) {
            return content.setContinuous(true).readAllBytes();
        }
    }

    /** What is stored of each item, also of those that were taken out, and every word that is searched. */
    private static String index(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Directory directory = FSDirectory.open(folder);
                DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                for (int i = 0; i < leaf.reader().maxDoc(); i++) {
                    text.append(leaf.reader().storedFields().document(i)).append('\n');
                }
                for (FieldInfo field : leaf.reader().getFieldInfos()) {
                    words(leaf.reader(), field.name, text);
                }
            }
        }
        return text.toString();
    }

    private static void words(LeafReader reader, String field, StringBuilder text) throws IOException {
        Terms terms = reader.terms(field);
        if (terms == null) {
            return;
        }
        TermsEnum each = terms.iterator();
        while (each.next() != null) {
            var word = each.term();
            text.append(new String(word.bytes, word.offset, word.length, StandardCharsets.UTF_8))
                    .append('\n');
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
