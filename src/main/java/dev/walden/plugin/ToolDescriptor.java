package dev.walden.plugin;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a tool tells about itself. Immutable.
 *
 * @param name what models and policies call it: {@code [a-zA-Z0-9_-]{1,64}}, unique in the service
 * @param description for the model: what the tool does, when to use it, what it answers
 * @param inputSchema a JSON Schema (draft 2020-12) of the input, an object schema, as JSON text
 * @param sideEffect the class of a call whose arguments do not say otherwise
 * @param timeout how long one call may take; positive
 * @param capabilities what the tool needs to be allowed
 * @param keyLifetime for {@link SideEffect#KEYED} calls: how long the far side remembers an idempotency key; zero otherwise
 */
public record ToolDescriptor(
        String name,
        String description,
        String inputSchema,
        SideEffect sideEffect,
        Duration timeout,
        Set<Capability> capabilities,
        Duration keyLifetime) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    public ToolDescriptor {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(inputSchema, "inputSchema");
        Objects.requireNonNull(sideEffect, "sideEffect");
        capabilities = Set.copyOf(capabilities);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A tool name is 1 to 64 of a-z, A-Z, 0-9, _ and -; found: " + name);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The timeout of tool " + name + " must be positive; found: " + timeout);
        }
        if (keyLifetime.isNegative()) {
            throw new IllegalArgumentException(
                    "The key lifetime of tool " + name + " must not be negative; found: " + keyLifetime);
        }
    }

    /** A descriptor of a tool without idempotency keys. */
    public static ToolDescriptor of(
            String name, String description, String inputSchema, SideEffect sideEffect, Duration timeout) {
        return new ToolDescriptor(name, description, inputSchema, sideEffect, timeout, Set.of(), Duration.ZERO);
    }

    /** This descriptor, needing these capabilities. */
    public ToolDescriptor needing(Capability... needed) {
        return new ToolDescriptor(name, description, inputSchema, sideEffect, timeout, Set.of(needed), keyLifetime);
    }
}
