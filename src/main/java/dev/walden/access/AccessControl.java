package dev.walden.access;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ServiceEvent.AdminActed;
import dev.walden.activity.ServiceEvent.KeyCreated;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may do what, and the record of what administrators did. Thread-safe. */
public final class AccessControl {

    private static final Logger log = LoggerFactory.getLogger(AccessControl.class);
    private static final Duration VIEWS_DEADLINE = Duration.ofSeconds(30);

    private final ActivityLog activity;
    private final KeyRing ring;
    private final AdminKeyFile file;
    private final SecureRandom random;

    AccessControl(ActivityLog activity, KeyRing ring, AdminKeyFile file, SecureRandom random) {
        this.activity = activity;
        this.ring = ring;
        this.file = file;
        this.random = random;
    }

    /** The key with this text, as presented; empty when no such key is known or it is revoked. */
    public Optional<ApiKey> authenticate(String text) {
        return ring.find(new KeyText(text).sha256());
    }

    /**
     * Makes the first admin key when the log knows none that is valid. To be called once at start, after the replay. The key's text
     * is durable in the file before the key is recorded: after a crash in between, or with a new log, the file's key is taken.
     *
     * @throws AccessException when the file cannot be read or written
     */
    public void ensureAdminKey() {
        if (ring.hasAdmin()) {
            return;
        }
        // A revoked key stays revoked, also when its text still lies in the file.
        KeyText key = file.read().filter(found -> !ring.knows(found.sha256())).orElseGet(this::newKey);
        ActivityLog.Appended appended =
                activity.append(List.of(new KeyCreated(key.id(), "admin", Role.ADMIN.code(), null, key.sha256())));
        try {
            activity.awaitApplied(appended.last(), VIEWS_DEADLINE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AccessException.interrupted(e);
        }
        log.atInfo()
                .addKeyValue("keyId", key.id())
                .addKeyValue("file", file.path())
                .log("admin key recorded");
    }

    /**
     * Records that the holder of a key ended something of the service. Returns when durable. May use the log's reserve, and when that
     * has no room either the act goes on with a warning: a full disk is no reason to refuse a shutdown.
     */
    public void recordAct(String action, ApiKey by) {
        try {
            activity.appendOutcome(List.of(new AdminActed(action, by.id())));
        } catch (ActivityException.NoSpace full) {
            log.atWarn()
                    .addKeyValue("action", action)
                    .addKeyValue("keyId", by.id())
                    .addKeyValue("error", full.getMessage())
                    .log("act of an admin not recorded");
        }
    }

    private KeyText newKey() {
        KeyText key = KeyText.random(random);
        file.write(key);
        return key;
    }
}
