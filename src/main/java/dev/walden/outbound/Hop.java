package dev.walden.outbound;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request on the way of an exchange, and where its redirect leads. Pure and immutable.
 *
 * @param headers the caller's
 * @param body sent as UTF-8
 * @param holdsSecret whether a secret is in the headers, which was filled in for this address and no other
 */
record Hop(String method, Target target, Map<String, String> headers, Optional<String> body, boolean holdsSecret) {

    /** What follows from a redirect. */
    sealed interface Next {

        /** Ask this. */
        record Follow(Hop hop) implements Next {}

        /** Give the answer back as it is, with this sentence. */
        record Stay(String why) implements Next {}
    }

    /** What follows from an answer; empty when it is no redirect. */
    Optional<Next> next(int status, @Nullable String location) {
        boolean redirect = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        if (!redirect || location == null) {
            return Optional.empty();
        }
        try {
            Target to = Target.of(target.uri().resolve(URI.create(location)));
            return Optional.of(next(status, to));
        } catch (IllegalArgumentException e) {
            return Optional.of(new Next.Stay("The redirect was not followed. " + e.getMessage()));
        }
    }

    /** Only what reads is asked again, and only of the origin that policy was asked about: the rest takes a call of its own. */
    private Next next(int status, Target to) {
        if (!target.sameOrigin(to)) {
            return stay(to, "it leads to another scheme, host or port");
        }
        boolean becomesGet = status == 303 || (method.equals("POST") && (status == 301 || status == 302));
        if (!reads() && !becomesGet) {
            return stay(to, method + " is not repeated");
        }
        if (holdsSecret) {
            return stay(to, "a secret is in the headers, and was filled in for the first address alone");
        }
        String then = method.equals("HEAD") ? "HEAD" : "GET";
        return new Next.Follow(new Hop(then, to, withoutContent(), Optional.empty(), false));
    }

    /** Whether asking it a second time changes nothing. */
    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    private static Next stay(Target to, String why) {
        return new Next.Stay(
                "The redirect to " + to.uri() + " was not followed: " + why + ". It may be asked by a new call.");
    }

    private Map<String, String> withoutContent() {
        Map<String, String> left = new LinkedHashMap<>(headers);
        left.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).startsWith("content-"));
        return left;
    }
}
