package dev.walden.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;

/**
 * A document sent as {@code multipart/form-data}: the part {@code file}, and perhaps the fields {@code name} and {@code space}.
 *
 * @param name as the field says, else as the file is called; null when neither says it
 * @param type media type of the part
 */
@SuppressWarnings("ArrayRecordComponent") // handed through once, never compared
record Upload(
        @Nullable String name,
        @Nullable String space,
        @Nullable String type,
        byte[] content) {

    private static final Pattern PATH = Pattern.compile("/api/v1/knowledge/[^/]+/documents");
    private static final int MAX_PARTS = 8;
    private static final int MAX_FIELD_BYTES = 4_096;

    /** Whether a request brings one. */
    static boolean isOne(HttpServletRequest request) {
        String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        return request.getMethod().equals("POST")
                && type.startsWith("multipart/form-data")
                && PATH.matcher(request.getRequestURI()).matches();
    }

    /** @throws Refusal when the parts are not as they should be */
    static Upload of(HttpServletRequest request) {
        FileUpload parser = new FileUpload();
        parser.setFileCountMax(MAX_PARTS);
        parser.setHeaderEncoding(StandardCharsets.UTF_8.name());
        try {
            FileItemIterator parts = parser.getItemIterator(
                    new Parts(String.valueOf(request.getContentType()), BufferedRequest.bodyOf(request)));
            Upload upload = new Upload(null, null, null, new byte[0]);
            for (int i = 0; i < MAX_PARTS && parts.hasNext(); i++) {
                upload = upload.with(parts.next());
            }
            return upload;
        } catch (IOException e) {
            throw broken(String.valueOf(e.getMessage()));
        }
    }

    private Upload with(FileItemStream part) throws IOException {
        try (InputStream in = part.openStream()) {
            if ("file".equals(part.getFieldName())) {
                String file = part.getName();
                return new Upload(name == null ? file : name, space, part.getContentType(), in.readAllBytes());
            }
            String value = new String(in.readNBytes(MAX_FIELD_BYTES), StandardCharsets.UTF_8);
            return switch (String.valueOf(part.getFieldName())) {
                case "name" -> new Upload(value, space, type, content);
                case "space" -> new Upload(name, value, type, content);
                default ->
                    throw broken("The parts file, name and space were expected; found: "
                            + Excerpt.of(String.valueOf(part.getFieldName())) + ".");
            };
        }
    }

    private static Refusal broken(String detail) {
        return Refusal.of(400, "invalid_multipart", "The parts of the body cannot be read. " + detail);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Parts(String type, byte[] body) implements UploadContext {

        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        public long contentLength() {
            return body.length;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(body);
        }
    }
}
