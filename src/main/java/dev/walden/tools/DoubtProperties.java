package dev.walden.tools;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be done about calls of one tool that are in doubt.
 *
 * @param probe how to find out whether such a call had its effect
 * @param compensate how to undo it
 */
record DoubtProperties(
        @Valid @Nullable ProbeProperties probe,
        @Valid @Nullable CompensateProperties compensate) {

    /**
     * A read-only call that finds out.
     *
     * @param tool name of the tool that is called; its call must be of class none
     * @param arguments its arguments: a JSON object with gaps
     * @param succeededWhen regular expression, found in the probe's words when the call had its effect
     * @param failedWhen regular expression, found in the probe's words when the call had no effect
     * @param automatic whether a call in doubt is probed, and what is found acted upon, without a person
     * @param settleAfter how long the effect of a call may still be on its way once the call is in doubt
     */
    record ProbeProperties(
            @NotBlank String tool,
            @DefaultValue("{}") String arguments,
            @Nullable String succeededWhen,
            @Nullable String failedWhen,
            @DefaultValue("false") boolean automatic,
            @DefaultValue("5s") Duration settleAfter) {

        ProbeProperties {
            CallTemplate.parse(tool, arguments);
            if (succeededWhen == null && failedWhen == null) {
                throw new IllegalArgumentException(
                        "A probe needs succeeded-when, failed-when or both: regular expressions that tell what its words mean.");
            }
            Stream.of(succeededWhen, failedWhen).filter(Objects::nonNull).forEach(Pattern::compile);
            if (settleAfter.isNegative() || settleAfter.compareTo(Remedies.Probe.MOST_SETTLE_AFTER) > 0) {
                throw new IllegalArgumentException("settle-after must be 0s to 10m; found: " + settleAfter);
            }
        }

        CallTemplate template() {
            return CallTemplate.parse(tool, arguments);
        }

        ProbeReading reading() {
            return new ProbeReading(succeededWhen, failedWhen);
        }
    }

    /**
     * A call that undoes.
     *
     * @param tool name of the tool that is called
     * @param arguments its arguments: a JSON object with gaps
     */
    record CompensateProperties(
            @NotBlank String tool, @DefaultValue("{}") String arguments) {

        CompensateProperties {
            CallTemplate.parse(tool, arguments);
        }

        CallTemplate template() {
            return CallTemplate.parse(tool, arguments);
        }
    }
}
