package dev.walden.memory.lexical;

import dev.walden.memory.feed.IndexedItem;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/** How an item lies in Lucene. Ids and numbers are doc values: stored fields cost a search of many candidates dearly. */
final class ItemDocument {

    /** The item's own words. */
    static final String OWN = "own";
    /** Its words and those said around it. */
    static final String AROUND = "around";
    /** The name of who said it, word by word. */
    static final String SPEAKER = "speaker";

    static final String ID = "id";
    static final String SPACE = "space";
    static final String KIND = "kind";
    static final String SESSION = "session";
    static final String DOMAIN = "domain";
    static final String TRAIT = "trait";
    static final String SEQ = "seq";
    static final String WEIGHT = "weight";
    static final String TIME = "time";

    /** When the item became true; of all. */
    static final String FROM = "from";
    /** The same, of those that were to become true later. */
    static final String AWAITED = "awaited";
    /** When it ended to be true; of those that did or will. */
    static final String TO = "to";

    private static final FieldType WORDS = words(IndexOptions.DOCS_AND_FREQS);
    private static final FieldType NAMES = words(IndexOptions.DOCS);

    private ItemDocument() {}

    static Term key(String id) {
        return new Term(ID, id);
    }

    /** The numeric doc values that hold how many words a field of words has. */
    static String lengthOf(String field) {
        return field + "Length";
    }

    static Document of(IndexedItem item) {
        Document document = new Document();
        document.add(new StringField(ID, item.id(), Field.Store.NO));
        document.add(new BinaryDocValuesField(ID, new BytesRef(item.id())));
        document.add(new NumericDocValuesField(SEQ, item.seq()));
        document.add(new NumericDocValuesField(TIME, item.at()));
        document.add(new LongPoint(TIME, item.at()));
        document.add(new NumericDocValuesField(WEIGHT, item.weight()));
        document.add(new StringField(WEIGHT, Integer.toString(item.weight()), Field.Store.NO));
        addLabels(document, item);
        addPeriod(document, item.period());
        List<String> own = Words.of(item.text());
        addWords(document, OWN, item.space(), own);
        List<String> around = new ArrayList<>(own);
        item.beside().before().forEach(said -> around.addAll(Words.of(said)));
        item.beside().after().forEach(said -> around.addAll(Words.of(said)));
        addWords(document, AROUND, item.space(), around);
        return document;
    }

    private static void addWords(Document document, String field, String space, List<String> words) {
        document.add(new Field(field, new WordStream(space, words), WORDS));
        document.add(new NumericDocValuesField(lengthOf(field), words.size()));
    }

    private static void addPeriod(Document document, IndexedItem.Period period) {
        document.add(new NumericDocValuesField(FROM, period.from()));
        if (period.awaited()) {
            document.add(new NumericDocValuesField(AWAITED, period.from()));
        }
        if (period.to() != Long.MAX_VALUE) {
            document.add(new NumericDocValuesField(TO, period.to()));
        }
    }

    private static void addLabels(Document document, IndexedItem item) {
        IndexedItem.Labels labels = item.labels();
        document.add(new StringField(SPACE, item.space(), Field.Store.NO));
        document.add(new StringField(KIND, labels.kind(), Field.Store.NO));
        document.add(new SortedDocValuesField(KIND, new BytesRef(labels.kind())));
        if (labels.session() != null) {
            document.add(new StringField(SESSION, labels.session(), Field.Store.NO));
            document.add(new NumericDocValuesField(SESSION, sessionNumber(labels.session())));
        }
        if (labels.domain() != null) {
            document.add(new StringField(DOMAIN, labels.domain(), Field.Store.NO));
        }
        labels.traits().forEach(trait -> document.add(new StringField(TRAIT, trait, Field.Store.NO)));
        if (labels.speaker() != null) {
            document.add(new Field(SPEAKER, new WordStream(item.space(), Words.of(labels.speaker())), NAMES));
        }
    }

    /** What tells sessions apart at a search: names of thousands would each be looked up in a compressed list. */
    private static long sessionNumber(String session) {
        long number = StringHelper.murmurhash3_x64_128(new BytesRef(session))[0];
        return number == Match.NO_SESSION ? 1 : number;
    }

    private static FieldType words(IndexOptions options) {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(options);
        type.freeze();
        return type;
    }
}
