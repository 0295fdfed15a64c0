package dev.walden.access;

import dev.walden.activity.ActivityFixture;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.ServiceEvent.KeyRevoked;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Access over a real log fixture and a real SQLite file, without Spring. */
final class AccessFixture implements AutoCloseable {

    private final Path home;
    private final ActivityFixture activity;
    private KeyProjection keys = new KeyProjection();
    private AccessControl access;

    private AccessFixture(Path home) {
        this.home = home;
        this.activity = ActivityFixture.open(home, (log, views) -> {
            keys = new KeyProjection();
            return List.of(keys);
        });
        this.access = connect();
    }

    static AccessFixture open(Path home) {
        return new AccessFixture(home);
    }

    AccessControl access() {
        return access;
    }

    /** Over the same log, on a disk that is full. */
    AccessControl accessOnAFullDisk(boolean reserveLeft) {
        return connect(new FullLog(activity.log(), reserveLeft));
    }

    ActivityFixture activity() {
        return activity;
    }

    /** Makes a key and gives its text. */
    String createKey(String name, Role role, @Nullable String space) {
        return TestKeys.create(activity.log(), name, role, space);
    }

    void revoke(String text) {
        activity.append(new KeyRevoked(new KeyText(text).id(), "test"));
    }

    AdminKeyFile file() {
        return new AdminKeyFile(home);
    }

    void restart() {
        activity.restart();
        access = connect();
    }

    void deleteViews() {
        activity.deleteViews();
        access = connect();
    }

    @Override
    public void close() {
        activity.close();
    }

    private AccessControl connect() {
        return connect(activity.log());
    }

    private AccessControl connect(ActivityLog log) {
        return new AccessControl(log, new KeyRing(keys, activity.views()), new AdminKeyFile(home), new SecureRandom());
    }
}
