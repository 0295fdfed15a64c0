package dev.walden.memory.knowledge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** Real files, made for a test. */
public final class MadeFiles {

    private MadeFiles() {}

    /** A PDF with a line a page. */
    public static byte[] pdf(List<String> pages) throws IOException {
        try (PDDocument document = made(pages)) {
            return bytes(document);
        }
    }

    /** The same behind a password. */
    static byte[] encryptedPdf(List<String> pages) throws IOException {
        try (PDDocument document = made(pages)) {
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            return bytes(document);
        }
    }

    private static PDDocument made(List<String> pages) throws IOException {
        PDDocument document = new PDDocument();
        for (String line : pages) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 10);
                content.newLineAtOffset(50, 700);
                content.showText(line);
                content.endText();
            }
        }
        return document;
    }

    static byte[] bytes(PDDocument document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    /** A DOCX file of these paragraphs, as XML. */
    static byte[] docx(String paragraphs) throws IOException {
        String xml = "<w:document xmlns:w=\"urn:word\"><w:body>" + paragraphs + "</w:body></w:document>";
        return zip("word/document.xml", xml.getBytes(StandardCharsets.UTF_8));
    }

    static String heading(int level, String text) {
        return "<w:p><w:pPr><w:pStyle w:val=\"Heading%d\"/></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>"
                .formatted(level, text);
    }

    static String paragraph(String text) {
        return "<w:p><w:r><w:t>%s</w:t></w:r></w:p>".formatted(text);
    }

    static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write("<Types/>".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return out.toByteArray();
    }
}
