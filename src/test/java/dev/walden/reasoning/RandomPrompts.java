package dev.walden.reasoning;

import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.ToolDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Prompts of every shape. All messages of one begin differently. Confined to one prompt. */
final class RandomPrompts {

    private final Random random;
    private final List<Message> messages = new ArrayList<>();
    private int calls;
    private boolean sentBack;

    private RandomPrompts(Random random) {
        this.random = random;
    }

    static Prompt next(Random random, List<ToolDescriptor> tools) {
        return new RandomPrompts(random).next(tools);
    }

    private Prompt next(List<ToolDescriptor> tools) {
        for (int i = random.nextInt(5); i > 0; i--) {
            messages.add(new Message.User(text(1000)));
            messages.add(Message.Assistant.answering(text(2000)));
        }
        messages.add(new Message.User(text(800)));
        sendBack();
        for (int i = random.nextInt(8); i > 0; i--) {
            step();
            sendBack();
        }
        return Prompts.with(items(), messages, tools)
                .ruledBy(random.nextBoolean() ? null : text(2000))
                .answering(random.nextBoolean() ? null : "{\"title\":\"" + text(3000) + "\"}");
    }

    private List<RecalledItem> items() {
        List<RecalledItem> items = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            items.add(new RecalledItem("i" + i, "fact", text(2000), i, random.nextBoolean()));
        }
        if (random.nextBoolean()) {
            items.add(new RecalledItem("earlier", RecalledItem.QUOTATION, text(500), 1, true));
        }
        return items;
    }

    private void step() {
        List<ToolCall> asked = new ArrayList<>();
        List<Message> results = new ArrayList<>();
        for (int each = 1 + random.nextInt(3); each > 0; each--) {
            String id = "c" + ++calls;
            asked.add(ToolCall.of(id, "search", Map.of("query", text(50))));
            results.add(new Message.ToolResult(id, "search", text(12_000), random.nextBoolean(), random.nextBoolean()));
        }
        messages.add(new Message.Assistant(random.nextBoolean() ? "" : text(300), asked));
        messages.addAll(results);
        if (random.nextInt(3) == 0) {
            messages.add(new Message.Note(text(300)));
        }
    }

    /** An answer is sent back once at most. */
    private void sendBack() {
        if (!sentBack && random.nextInt(6) == 0) {
            sentBack = true;
            messages.add(Message.Assistant.answering(text(9000)));
            messages.add(new Message.Note(text(300)));
        }
    }

    private String text(int longest) {
        int length = 1 + random.nextInt(longest);
        StringBuilder text = new StringBuilder("%08x%08x ".formatted(random.nextInt(), random.nextInt()));
        while (text.length() < length) {
            text.append(random.nextInt(20) == 0 ? "\n" : random.nextInt(9) == 0 ? "\uD83D\uDE00é" : "word ");
        }
        return text.toString();
    }
}
