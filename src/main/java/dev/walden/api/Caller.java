package dev.walden.api;

import dev.walden.access.ApiKey;
import dev.walden.activity.Space;
import dev.walden.orchestrator.ActingKey;
import dev.walden.tools.KeyRole;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who sent a request, as {@link AuthenticationFilter} found, and what spaces are open to them. */
record Caller(ApiKey key) {

    private static final String ATTRIBUTE = Caller.class.getName();

    /** Notes the sender on the request. */
    void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    static Caller of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("A request reached a controller without authentication.");
    }

    String id() {
        return key.id();
    }

    /** For what the role of a key has a say in. */
    ActingKey acting() {
        return new ActingKey(id(), KeyRole.ofCode(key.role().code()));
    }

    boolean mayUse(Space space) {
        return key.opens(space);
    }

    /**
     * The space that a request means.
     *
     * @param name null for the key's own
     * @throws Refusal when it is no name of a space or not open to the key
     */
    Space space(@Nullable String name) {
        return name == null ? key.home() : allowed(name);
    }

    /** As {@link #space}, for lists: empty means all spaces. */
    Optional<Space> filter(@Nullable String name) {
        return name == null ? Optional.ofNullable(key.space()) : Optional.of(allowed(name));
    }

    private Space allowed(String name) {
        Space wanted = Space.parse(name)
                .orElseThrow(() -> Refusal.invalidValue(
                        "space",
                        "1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-' were expected; found: " + Excerpt.of(name) + "."));
        if (!key.opens(wanted)) {
            throw Refusal.spaceForbidden(wanted, key.home());
        }
        return wanted;
    }
}
