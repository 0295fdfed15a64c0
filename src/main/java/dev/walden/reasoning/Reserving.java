package dev.walden.reasoning;

import dev.walden.conversation.TokenUsage;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;

/** What asking a chain of engines may use: as much as the one of them that uses most. Immutable. */
final class Reserving {

    private final Map<String, Engine> engines;
    private final Prices prices;

    Reserving(Map<String, Engine> engines, Prices prices) {
        this.engines = engines;
        this.prices = prices;
    }

    /**
     * Those behind the first may have room for more of the prompt. How much of it is not searched for, but bounded: they are asked seldom.
     *
     * @param order in which they are asked
     * @param first tokens of what the first is sent
     */
    Reservation of(SequencedSet<String> order, Prompt whole, long first) {
        Iterator<String> names = order.iterator();
        Reservation most = alone(names.next(), first);
        while (names.hasNext()) {
            String name = names.next();
            most = most.or(alone(name, promptTokens(name, whole)));
        }
        return most;
    }

    private long promptTokens(String engine, Prompt whole) {
        Optional<Room> room = Optional.ofNullable(engines.get(engine)).flatMap(Engine::room);
        Prompt sent = room.map(Room::tools).orElse(true) ? whole : whole.withoutTools();
        OptionalInt window = room.map(Room::tokens).orElse(OptionalInt.empty());
        return Math.min(PromptDigest.of(sent).promptTokens(), window.orElse(Integer.MAX_VALUE));
    }

    /** Of one engine that is sent so many tokens. */
    Reservation alone(String engine, long promptTokens) {
        long reply = Optional.ofNullable(engines.get(engine))
                .map(Engine::longestReply)
                .orElse(Engine.USUAL_REPLY_TOKENS);
        if (reply == 0) {
            return Reservation.NONE;
        }
        return new Reservation(promptTokens + reply, prices.of(engine, new TokenUsage(promptTokens, reply)));
    }
}
