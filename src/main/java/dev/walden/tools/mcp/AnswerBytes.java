package dev.walden.tools.mcp;

import dev.walden.plugin.Attachment;
import dev.walden.plugin.ToolOutput;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the bytes out of one answer, as many as a call may give back, and says in the text what each is. Confined to its thread. */
final class AnswerBytes {

    private static final int LONGEST_TYPE = 200;

    private final List<Attachment> attachments = new ArrayList<>();
    private final int most;
    private final String bound;
    private int bytesLeft = ToolOutput.MOST_ATTACHED_BYTES;

    private AnswerBytes(int most, String bound) {
        this.most = most;
        this.bound = bound;
    }

    static AnswerBytes ofSuccess() {
        return new AnswerBytes(
                ToolOutput.MOST_ATTACHMENTS,
                "a call keeps at most " + ToolOutput.MOST_ATTACHMENTS + " attachments of together "
                        + ToolOutput.MOST_ATTACHED_BYTES + " bytes");
    }

    static AnswerBytes ofFailure() {
        return new AnswerBytes(0, "a call that failed keeps none");
    }

    /** What was kept, in the order in which it was told. */
    List<Attachment> attachments() {
        return attachments;
    }

    /**
     * Stands in the text in place of bytes.
     *
     * @param what they are
     * @param member has them in base64
     */
    String told(String what, Map<String, @Nullable Object> content, String member) {
        String type = Foreign.text(content, "mimeType", LONGEST_TYPE);
        String about = "[" + what + (type.isEmpty() ? "" : " of type " + type) + ", ";
        if (!(content.get(member) instanceof String base64) || base64.length() % 4 != 0) {
            return about + "not kept: its data are no base64]";
        }
        int bytes = bytes(base64);
        if (attachments.size() == most || bytes > bytesLeft) {
            return about + bytes + " bytes, not kept: " + bound + "]";
        }
        try {
            attachments.add(Attachment.of(type, Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException _) {
            return about + "not kept: its data are no base64]";
        }
        bytesLeft -= bytes;
        return about + bytes + " bytes: attachment " + attachments.size() + " of this call]";
    }

    /** Of which it would be the base64, so that what there is no room for is not decoded. */
    private static int bytes(String base64) {
        int filler = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return base64.length() / 4 * 3 - filler;
    }
}
