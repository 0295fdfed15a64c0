package dev.walden.memory.knowledge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** Small files that hold a great deal; none of it is ever whole in the memory of who makes them. */
final class Bombs {

    /** Which part of a DOCX file has its text. */
    static final String PART = "word/document.xml";

    private static final int PIECE = 1 << 16;

    private Bombs() {}

    /**
     * A zip.
     *
     * @param parts by name, in their order: what each begins with, and what follows again and again
     */
    static byte[] zip(Map<String, Filling> parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, Filling> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                part.getValue().writeTo(zip);
            }
        }
        return out.toByteArray();
    }

    /** A PDF of one page, whose content unpacks to as much. */
    static byte[] pdf(Filling content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            content.writeTo(out);
        }
        try (PDDocument document = new PDDocument()) {
            COSStream stream = document.getDocument().createCOSStream();
            try (OutputStream out = stream.createRawOutputStream()) {
                for (byte each : packed.toByteArray()) {
                    out.write("%02x".formatted(each & 0xFF).getBytes(StandardCharsets.US_ASCII));
                }
            }
            COSArray filters = new COSArray();
            filters.add(COSName.ASCII_HEX_DECODE);
            filters.add(COSName.FLATE_DECODE);
            stream.setItem(COSName.FILTER, filters);
            PDPage page = new PDPage();
            page.getCOSObject().setItem(COSName.CONTENTS, stream);
            document.addPage(page);
            return MadeFiles.bytes(document);
        }
    }

    /** A PDF of so many pages, which all show the same words. */
    static byte[] pages(int number, String words) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage first = new PDPage();
            document.addPage(first);
            try (PDPageContentStream content = new PDPageContentStream(document, first)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 10);
                content.newLineAtOffset(50, 700);
                content.showText(words);
                content.endText();
            }
            PDResources fonts = first.getResources();
            PDStream shown = new PDStream(first.getCOSObject().getCOSStream(COSName.CONTENTS));
            for (int i = 1; i < number; i++) {
                PDPage page = new PDPage();
                page.setResources(fonts);
                page.setContents(shown);
                document.addPage(page);
            }
            return MadeFiles.bytes(document);
        }
    }

    /**
     * Bytes that are not there until they are written.
     *
     * @param times how often the piece follows the head
     */
    record Filling(String head, String piece, int times) {

        /** A head, and so many bytes of the piece behind it. */
        static Filling of(String head, String piece, int bytes) {
            return new Filling(head, piece, bytes / piece.length());
        }

        void writeTo(OutputStream out) throws IOException {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            int atOnce = Math.max(1, PIECE / Math.max(1, piece.length()));
            byte[] many = piece.repeat(atOnce).getBytes(StandardCharsets.US_ASCII);
            for (int left = times; left > 0; left -= atOnce) {
                out.write(many, 0, Math.min(left, atOnce) * piece.length());
            }
        }
    }
}
