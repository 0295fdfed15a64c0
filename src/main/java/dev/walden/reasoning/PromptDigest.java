package dev.walden.reasoning;

import dev.walden.conversation.Message;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.ReasoningGateway.PromptFingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over a prompt, fed piece by piece: the conversation is never built a second time. Every piece begins with a
 * letter for its kind; strings and lists then carry their length, so two different prompts never give the same bytes.
 * Confined to one thread and one prompt.
 */
final class PromptDigest {

    private static final int DIGEST_HEX_DIGITS = 32;
    private static final int GATHERED_BYTES = 4096;

    private final MessageDigest sha256;
    /** Gathers small pieces: the digest takes one of a byte at about the price of one of a hundred. */
    private final ByteBuffer gathered = ByteBuffer.allocate(GATHERED_BYTES);

    private long textBytes;

    private PromptDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256; this one has not.", e);
        }
    }

    static PromptFingerprint of(Prompt prompt) {
        PromptDigest digest = new PromptDigest();
        digest.string(prompt.version());
        digest.string(prompt.instructions());
        digest.list(prompt.recalled().size());
        prompt.recalled().forEach(digest::recalled);
        digest.list(prompt.messages().size());
        prompt.messages().forEach(digest::message);
        digest.list(prompt.tools().size());
        prompt.tools().forEach(digest::tool);
        prompt.procedures().forEach(digest::procedure);
        digest.outputSchema(prompt.outputSchema());
        digest.rules(prompt.rules());
        return digest.fingerprint();
    }

    private PromptFingerprint fingerprint() {
        sha256.update(gathered.flip());
        String hex = HexFormat.of().formatHex(sha256.digest());
        return new PromptFingerprint(hex.substring(0, DIGEST_HEX_DIGITS), TokenEstimate.atMost(textBytes));
    }

    private void recalled(RecalledItem item) {
        string(item.id());
        string(item.kind());
        value(item.speaker());
        string(item.text());
        string(Long.toString(item.seq()));
        bool(item.trusted());
        if (item.disputed()) { // else as before there was that mark
            bool(true);
        }
    }

    private void message(Message message) {
        switch (message) {
            case Message.User user -> {
                kind('u');
                string(user.text());
            }
            case Message.Assistant assistant -> {
                kind('a');
                string(assistant.text());
                list(assistant.toolCalls().size());
                assistant.toolCalls().forEach(this::call);
            }
            case Message.ToolResult result -> {
                kind('r');
                string(result.toolCallId());
                string(result.tool());
                string(result.text());
                bool(result.succeeded());
                bool(result.trusted());
            }
            case Message.Note note -> {
                kind('w');
                string(note.text());
            }
        }
    }

    private void call(ToolCall call) {
        string(call.id());
        string(call.tool());
        value(call.arguments());
        value(call.malformedArguments());
    }

    private void tool(ToolDescriptor tool) {
        string(tool.name());
        string(tool.description());
        string(tool.inputSchema());
    }

    private void procedure(OfferedProcedure procedure) {
        string(procedure.name());
        string(procedure.description());
    }

    /** Nothing where there is none: as before there were any. It counts twice: many servers are sent it beside the words. */
    private void outputSchema(@Nullable String schema) {
        if (schema != null) {
            kind('o');
            long before = textBytes;
            string(schema);
            textBytes += textBytes - before;
        }
    }

    /** Likewise. */
    private void rules(@Nullable String rules) {
        if (rules != null) {
            kind('h');
            string(rules);
        }
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> kind('0');
            case Boolean bool -> bool(bool);
            case Number number -> {
                kind('n');
                string(number.toString());
            }
            case List<?> list -> {
                list(list.size());
                list.forEach(this::value);
            }
            case Map<?, ?> map -> {
                kind('m');
                list(map.size());
                map.forEach((key, element) -> {
                    string(String.valueOf(key));
                    value(element);
                });
            }
            default -> string(value.toString());
        }
    }

    private void string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        kind('s');
        length(bytes.length);
        add(bytes);
        textBytes += bytes.length;
    }

    private void list(int size) {
        kind('l');
        length(size);
    }

    private void bool(boolean value) {
        kind(value ? 't' : 'f');
    }

    private void kind(char letter) {
        room(1).put((byte) letter);
    }

    private void length(int length) {
        room(Integer.BYTES).putInt(length);
    }

    private void add(byte[] bytes) {
        if (bytes.length > GATHERED_BYTES) {
            sha256.update(gathered.flip());
            gathered.clear();
            sha256.update(bytes);
        } else {
            room(bytes.length).put(bytes);
        }
    }

    private ByteBuffer room(int bytes) {
        if (gathered.remaining() < bytes) {
            sha256.update(gathered.flip());
            gathered.clear();
        }
        return gathered;
    }
}
