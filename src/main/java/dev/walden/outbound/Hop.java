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
 */
record Hop(String method, Target target, Map<String, String> headers, Optional<String> body) {

    /** What follows from a redirect. */
    sealed interface Next {

        /** Ask this. */
        record Follow(Hop hop) implements Next {}

        /** Give the answer back as it is, with this sentence. */
        record Stay(String why) implements Next {}
    }

    boolean safe() {
        return method.equals("GET") || method.equals("HEAD");
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

    private Next next(int status, Target to) {
        if (target.scheme().equals("https") && to.scheme().equals("http")) {
            return new Next.Stay("The redirect to " + to.uri() + " was not followed: it leads from https to http.");
        }
        boolean becomesGet = status == 303 || (method.equals("POST") && (status == 301 || status == 302));
        if (safe() || becomesGet) {
            String then = method.equals("HEAD") ? "HEAD" : "GET";
            return new Next.Follow(new Hop(then, to, carried(to, becomesGet), Optional.empty()));
        }
        return target.sameOrigin(to)
                ? new Next.Follow(new Hop(method, to, headers, body))
                : new Next.Stay("The redirect to " + to.uri() + " was not followed: " + method
                        + " is repeated at the same host only.");
    }

    private Map<String, String> carried(Target to, boolean withoutBody) {
        Map<String, String> carried = new LinkedHashMap<>(headers);
        carried.keySet().removeIf(name -> !target.sameOrigin(to) && !RequestHeaders.harmless(name));
        carried.keySet()
                .removeIf(name -> withoutBody && name.toLowerCase(Locale.ROOT).startsWith("content-"));
        return carried;
    }
}
