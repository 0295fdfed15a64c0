package dev.walden.tools;

import dev.walden.plugin.Attachment;
import dev.walden.plugin.ToolOutput;
import dev.walden.secrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a sentence in place of each attachment whose bytes hold a secret: with a hole in it, a file would be another file that says nothing of
 * it. The others stay as they are, and keep their numbers, which the text may tell. Immutable.
 */
record CleanAttachments(Secrets secrets) {

    /** The same without secrets in attachments and their types; what was not kept is told before the text, where no bound cuts it off. */
    ToolOutput of(ToolOutput output) {
        if (output.attachments().isEmpty() || !secrets.wereFilledIn()) {
            return output;
        }
        List<Attachment> kept = new ArrayList<>();
        StringBuilder notes = new StringBuilder();
        for (Attachment given : output.attachments()) {
            Optional<String> held = secrets.heldBy(given.bytes());
            kept.add(
                    held.map(CleanAttachments::instead).orElseGet(() -> given.as(secrets.redacted(given.mediaType()))));
            held.ifPresent(what -> notes.append("[Attachment ")
                    .append(kept.size())
                    .append(" of this call is not kept, as it holds ")
                    .append(what)
                    .append(".]\n"));
        }
        return output.saying(notes + output.text()).with(kept);
    }

    private static Attachment instead(String held) {
        return Attachment.of("text/plain", ("Not kept, as it held " + held + ".\n").getBytes(StandardCharsets.UTF_8));
    }
}
