package dev.walden.memory.vector;

import dev.walden.memory.feed.IndexedItem;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/** How an item's vectors lie in Lucene: in plain columns, one space beside the other, newest first. */
final class VectorDocument {

    /** Another one for other fields. */
    static final String LAYOUT = "/bases";

    static final String ID = "id";
    static final String SPACE = "space";
    static final String SEQ = "seq";
    static final String WEIGHT = "weight";
    /** The knowledge base of a part of a document; other items have none. */
    static final String BASE = "base";
    /** By which the vector of a text is found again. */
    static final String TEXT = "text";
    /** The feed that told the item. */
    static final String FEED = "feed";
    /** The vector of the item's own text. */
    static final String OWN = "own";
    /** The vector by which it is found. */
    static final String BLEND = "blend";

    private VectorDocument() {}

    static Term key(String id) {
        return new Term(ID, id);
    }

    static Document of(IndexedItem item, String feed, QuantizedVector own, QuantizedVector blend) {
        Document document = new Document();
        document.add(new StringField(ID, item.id(), Field.Store.NO));
        document.add(new StringField(SPACE, item.space(), Field.Store.NO));
        document.add(new SortedDocValuesField(SPACE, new BytesRef(item.space())));
        document.add(new NumericDocValuesField(SEQ, item.seq()));
        document.add(new NumericDocValuesField(WEIGHT, item.weight()));
        String base = item.labels().base();
        if (base != null) {
            document.add(new SortedDocValuesField(BASE, new BytesRef(base)));
        }
        document.add(new StringField(TEXT, TextVectors.nameOf(item.said()), Field.Store.NO));
        document.add(new StringField(FEED, feed, Field.Store.NO));
        document.add(new BinaryDocValuesField(OWN, own.bytes()));
        document.add(new BinaryDocValuesField(BLEND, blend.bytes()));
        return document;
    }
}
