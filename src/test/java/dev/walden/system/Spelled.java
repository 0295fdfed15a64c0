package dev.walden.system;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** How others write a text when they say it back. Knows nothing of Walden's own code. */
final class Spelled {

    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Spelled() {}

    static List<String> of(String value) {
        String url = URLEncoder.encode(value, StandardCharsets.UTF_8);
        String html = value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
        return List.of(
                base64("", value),
                base64("user:", value),
                base64("a", value),
                Base64.getUrlEncoder().withoutPadding().encodeToString(value.getBytes(StandardCharsets.UTF_8)),
                url,
                url.replace("+", "%20"),
                JsonMapper.shared().writeValueAsString(value),
                ASCII.writeValueAsString(value),
                html,
                html.replace("&quot;", "&#34;").replace("&#39;", "&#x27;"),
                value.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
    }

    private static String base64(String before, String value) {
        return Base64.getEncoder().encodeToString((before + value).getBytes(StandardCharsets.UTF_8));
    }
}
