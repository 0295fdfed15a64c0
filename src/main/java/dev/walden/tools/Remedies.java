package dev.walden.tools;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done about a call in doubt, by configuration. Calls nothing, never throws. Thread-safe. */
public interface Remedies {

    /** Nothing is configured. */
    Remedies NONE = new Remedies() {
        @Override
        public Optional<Probe> probe(CallInDoubt call) {
            return Optional.empty();
        }

        @Override
        public Optional<Compensation> compensation(CallInDoubt call) {
            return Optional.empty();
        }
    };

    /** The read-only call that finds out whether this one had its effect. */
    Optional<Probe> probe(CallInDoubt call);

    /** The call that undoes the effect of this one. */
    Optional<Compensation> compensation(CallInDoubt call);

    /**
     * A call that finds out.
     *
     * @param reading what its words mean
     * @param automatic whether it is made, and what it finds acted upon, without a person
     * @param settleAfter how long the effect of the call in doubt may still be on its way: no probe is made before
     */
    record Probe(
            String tool,
            Map<String, @Nullable Object> arguments,
            ProbeReading reading,
            boolean automatic,
            Duration settleAfter) {

        /** Longer than any request is under way; nothing is waited for beyond it, whatever the clock says. */
        public static final Duration MOST_SETTLE_AFTER = Duration.ofMinutes(10);
    }

    /** A call that undoes. */
    record Compensation(String tool, Map<String, @Nullable Object> arguments) {}
}
