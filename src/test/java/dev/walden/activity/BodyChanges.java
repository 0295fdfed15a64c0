package dev.walden.activity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Turns the body of a record into one that nobody would write, or that another program might. */
final class BodyChanges {

    private static final byte[] ODD_BYTES = "{}[]\",:\\ntfu01-.eE $".getBytes(StandardCharsets.UTF_8);
    private static final List<Object> ODD_VALUES =
            List.of(0L, -1L, 1.5, "text", true, List.of(), List.of(1L), Map.of(), Map.of("a", 1L), "PT1S");

    private BodyChanges() {}

    static byte[] change(byte[] body, RandomGenerator random) {
        return random.nextBoolean() ? changeBytes(body, random) : changeMember(body, random);
    }

    private static byte[] changeBytes(byte[] body, RandomGenerator random) {
        int at = random.nextInt(body.length);
        byte odd = random.nextInt(8) == 0 ? (byte) random.nextInt() : ODD_BYTES[random.nextInt(ODD_BYTES.length)];
        byte[] changed = switch (random.nextInt(4)) {
            case 0 -> join(body, at, new byte[0], at + 1);
            case 1 -> join(body, at, new byte[] {odd}, at);
            case 2 -> Arrays.copyOf(body, at);
            default -> body.clone();
        };
        if (changed.length == body.length) {
            changed[at] = odd;
        }
        return changed;
    }

    /** Drops, repeats, moves, renames or replaces a member of the data, at any depth. */
    private static byte[] changeMember(byte[] body, RandomGenerator random) {
        String text = new String(body, StandardCharsets.UTF_8);
        int data = text.indexOf("\"data\":") + "\"data\":".length();
        Map<String, @Nullable Object> members =
                ActivityJson.readObject(text.substring(data).getBytes(StandardCharsets.UTF_8));
        changeMember(members, random);
        return (text.substring(0, data) + new String(ActivityJson.write(members), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked") // objects of JSON are maps of this type
    private static void changeMember(Map<String, @Nullable Object> members, RandomGenerator random) {
        if (members.isEmpty()) {
            members.put("more", 1L);
            return;
        }
        List<String> names = new ArrayList<>(members.keySet());
        String name = names.get(random.nextInt(names.size()));
        Object value = members.get(name);
        if (value instanceof Map<?, ?> inner && random.nextBoolean()) {
            changeMember((Map<String, @Nullable Object>) inner, random);
            return;
        }
        switch (random.nextInt(5)) {
            case 0 -> members.remove(name);
            case 1 -> members.put(name, null);
            case 2 -> members.put(name, ODD_VALUES.get(random.nextInt(ODD_VALUES.size())));
            case 3 -> members.put(name + "2", value);
            default -> {
                Map<String, @Nullable Object> moved = new LinkedHashMap<>(members);
                moved.remove(name);
                members.clear();
                members.put(name, value);
                members.putAll(moved);
            }
        }
    }

    private static byte[] join(byte[] body, int head, byte[] between, int tail) {
        byte[] joined = Arrays.copyOf(body, head + between.length + body.length - tail);
        System.arraycopy(between, 0, joined, head, between.length);
        System.arraycopy(body, tail, joined, head + between.length, body.length - tail);
        return joined;
    }
}
