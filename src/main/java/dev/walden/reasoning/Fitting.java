package dev.walden.reasoning;

import dev.walden.conversation.Message;
import dev.walden.reasoning.Cut.Tools;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the least cut of a prompt that an engine has room for, in this order: recalled items, the worst first; procedures; earlier
 * turns of the session, the oldest first; results of older steps but for their first words; older steps, each as a whole; results of the
 * latest step but for their first words. Instructions, the rules of the space, tools, the task's input and the latest step stay. Linear in
 * the prompt. Confined to one thread and one prompt.
 */
final class Fitting {

    private final PromptParts parts;
    private final PromptSize size;
    private final long room;
    private final Tools tools;
    private Cut cut;
    private long used;

    private Fitting(PromptParts parts, PromptSize size, long room, Tools tools, Cut cut) {
        this.parts = parts;
        this.size = size;
        this.room = room;
        this.tools = tools;
        this.cut = cut;
    }

    /** The prompt as an engine is sent it that takes every one: there is nothing to read on in. */
    static Fitted whole(Prompt prompt) {
        return new Fitted(PromptParts.of(prompt).without(Cut.NONE), Cut.NONE, true);
    }

    /** The prompt as an engine with this room is sent it. */
    static Fitted of(Prompt prompt, Room everything) {
        Room room = prompt.tools().isEmpty() ? everything.withoutTools() : everything;
        PromptParts parts = PromptParts.of(prompt);
        Tools tools = tools(prompt, everything);
        Cut results = Cut.ofResults(room.resultCharacters(), tools);
        Cut usual = parts.shortens(results) ? results : Cut.ofResults(0, tools);
        Prompt shown = parts.without(usual);
        if (room.tokens().isEmpty()
                || size(TokenEstimate::surely, room).of(shown) <= room.tokens().getAsInt()) {
            return new Fitted(shown, usual, true);
        }
        Fitting fitting =
                new Fitting(parts, size(room.counter(), room), room.tokens().getAsInt(), tools, usual);
        boolean fits = fitting.cut();
        return new Fitted(parts.without(fitting.cut), fitting.cut, fits);
    }

    private static Tools tools(Prompt prompt, Room room) {
        if (!room.tools() && !(prompt.tools().isEmpty() && prompt.procedures().isEmpty())) {
            return Tools.LEFT_OUT;
        }
        return prompt.tools().isEmpty() ? Tools.NOT_READ_ON : Tools.OFFERED;
    }

    private static PromptSize size(TokenCounter counter, Room room) {
        return new PromptSize(counter, room.tools(), room.schemas());
    }

    private boolean cut() {
        List<Long> steps = new ArrayList<>();
        for (int i = 0; i < parts.steps().size(); i++) {
            steps.add(size.messages(parts.step(i, cut)));
        }
        List<Long> turns = turns();
        List<Long> items = parts.items().stream().map(size::of).toList();
        List<Long> procedures = tools == Tools.LEFT_OUT
                ? List.of()
                : parts.whole().procedures().stream().map(size::of).toList();
        used = size.fixed(parts.whole()) + sum(items) + sum(procedures) + sum(turns) + sum(steps);
        if (parts.input() != null) {
            used += size.messages(List.of(parts.input()));
        }
        int itemsCut = leaveOut(items.reversed());
        int proceduresCut = leaveOut(procedures.reversed());
        int turnsCut = leaveOut(turns);
        cut = new Cut(itemsCut, proceduresCut, turnsCut, cut.resultCharacters(), 0, 0, 0, tools);
        shortenOlder(steps);
        leaveOutOlder(steps);
        shortenLatest(steps);
        return used <= room;
    }

    private List<Long> turns() {
        List<Long> turns = new ArrayList<>();
        if (parts.quotation() != null) {
            turns.add(size.of(parts.quotation()));
        }
        parts.turns().forEach(turn -> turns.add(size.messages(turn)));
        return turns;
    }

    /** How many of these, from the first on, do not fit; what they took is free again. */
    private int leaveOut(List<Long> sizes) {
        int left = 0;
        while (used > room && left < sizes.size()) {
            used -= sizes.get(left++);
        }
        return left;
    }

    private void shortenOlder(List<Long> steps) {
        for (int i = 0; used > room && i < steps.size() - 1; i++) {
            cut = with(i + 1, 0, 0);
            resize(steps, i);
        }
    }

    private void leaveOutOlder(List<Long> steps) {
        if (used > room && steps.size() > 1) {
            used += size.messages(
                    List.of(new Message.User(PromptParts.leftOut(with(cut.shortened(), steps.size(), 0)))));
            int left = leaveOut(steps.subList(0, steps.size() - 1));
            cut = with(cut.shortened(), left, 0);
        }
    }

    private void shortenLatest(List<Long> steps) {
        for (int characters = parts.longestOfLatest() / 2;
                used > room && characters > PromptParts.SHORTEST_CHARACTERS / 2;
                characters /= 2) {
            cut = with(cut.shortened(), cut.steps(), Math.max(PromptParts.SHORTEST_CHARACTERS, characters));
            resize(steps, steps.size() - 1);
        }
    }

    private void resize(List<Long> steps, int index) {
        long now = size.messages(parts.step(index, cut));
        used += now - steps.set(index, now);
    }

    private Cut with(int shortened, int left, int latest) {
        return new Cut(
                cut.items(), cut.procedures(), cut.turns(), cut.resultCharacters(), shortened, left, latest, tools);
    }

    private static long sum(List<Long> sizes) {
        return sizes.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * What an engine is sent.
     *
     * @param fits false when no cut makes it fit; it is the shortest then
     */
    record Fitted(Prompt prompt, Cut cut, boolean fits) {}
}
