package dev.walden.access;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.ServiceEvent.KeyCreated;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys for tests of all modules. */
public final class TestKeys {

    private TestKeys() {}

    /** Records a new key and gives its text, once it opens. */
    public static String create(ActivityLog log, String name, Role role, @Nullable String space) {
        KeyText text = KeyText.random(new SecureRandom());
        ActivityLog.Appended appended =
                log.append(List.of(new KeyCreated(text.id(), name, role.code(), space, text.sha256())));
        try {
            log.awaitApplied(appended.last(), Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return text.value();
    }
}
