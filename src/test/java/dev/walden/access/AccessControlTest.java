package dev.walden.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent.AdminActed;
import dev.walden.activity.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessControlTest {

    @TempDir
    Path home;

    @SuppressWarnings("NullAway.Init")
    private AccessFixture fixture;

    @BeforeEach
    void open() {
        fixture = AccessFixture.open(home);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void firstStartWritesAKeyThatOpensAsAdmin() throws IOException {
        fixture.access().ensureAdminKey();

        String text = Files.readString(home.resolve("admin.key")).strip();
        assertThat(text).matches("walden_[a-z2-7]{52}");
        assertThat(fixture.access().authenticate(text)).hasValueSatisfying(key -> {
            assertThat(key.role()).isEqualTo(Role.ADMIN);
            assertThat(key.space()).isNull();
        });
    }

    @Test
    void onlyTheOwnerReadsTheKeyFile() throws IOException {
        fixture.access().ensureAdminKey();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("admin.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void laterStartsKeepTheKey() {
        fixture.access().ensureAdminKey();
        String first = fixture.file().read().orElseThrow().value();

        fixture.restart();
        fixture.access().ensureAdminKey();

        assertThat(fixture.file().read().orElseThrow().value()).isEqualTo(first);
        assertThat(fixture.activity().dump("api_key")).hasSize(1);
    }

    @Test
    void keyFileWithoutARecordIsAdopted() {
        KeyText left = KeyText.random(new java.security.SecureRandom());
        fixture.file().write(left); // as after a crash between file and record

        fixture.access().ensureAdminKey();

        assertThat(fixture.access().authenticate(left.value())).isPresent();
        assertThat(fixture.file().read()).contains(left);
    }

    @Test
    void malformedKeyFileStopsTheStartAndIsLeftAlone() throws IOException {
        Files.writeString(home.resolve("admin.key"), "secret");

        assertThatThrownBy(() -> fixture.access().ensureAdminKey())
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("admin.key")
                .hasMessageNotContaining("secret");
        assertThat(home.resolve("admin.key")).hasContent("secret");
    }

    @Test
    void revokedAdminKeyIsNeverAdoptedAgain() {
        fixture.access().ensureAdminKey();
        String revoked = fixture.file().read().orElseThrow().value();
        fixture.revoke(revoked);

        fixture.access().ensureAdminKey();

        assertThat(fixture.access().authenticate(revoked)).isEmpty();
        String fresh = fixture.file().read().orElseThrow().value();
        assertThat(fixture.access().authenticate(fresh)).isPresent();
    }

    @Test
    void revokedKeyOpensNothingFromTheNextRequestOn() {
        String text = fixture.createKey("ann", Role.USER, null);
        assertThat(fixture.access().authenticate(text)).isPresent();

        fixture.revoke(text);

        assertThat(fixture.access().authenticate(text)).isEmpty();
    }

    @Test
    void unknownEmptyAndAlmostRightKeysOpenNothing() {
        String text = fixture.createKey("ann", Role.USER, null);

        assertThat(List.of("", "walden_", text + "a", text.toUpperCase(java.util.Locale.ROOT), text.substring(1)))
                .allSatisfy(wrong ->
                        assertThat(fixture.access().authenticate(wrong)).isEmpty());
    }

    @Test
    void keysComeBackFromTheLogAlone() {
        String text = fixture.createKey("ann", Role.OPERATOR, "home");

        fixture.deleteViews();

        assertThat(fixture.access().authenticate(text)).hasValueSatisfying(key -> {
            assertThat(key.role()).isEqualTo(Role.OPERATOR);
            assertThat(key.opens(new Space("home"))).isTrue();
            assertThat(key.opens(Space.DEFAULT)).isFalse();
        });
    }

    @Test
    void actsOfAdministratorsAreRecorded() {
        String text = fixture.createKey("ann", Role.ADMIN, null);
        ApiKey key = fixture.access().authenticate(text).orElseThrow();
        long before = fixture.activity().log().durable();

        fixture.access().recordAct("shutdown", key);

        assertThat(eventsBehind(before)).containsExactly(new AdminActed("shutdown", key.id()));
    }

    @Test
    void aFullDiskDoesNotRefuseTheActOfAnAdministrator() {
        ApiKey key = fixture.access()
                .authenticate(fixture.createKey("ann", Role.ADMIN, null))
                .orElseThrow();
        long before = fixture.activity().log().durable();

        fixture.accessOnAFullDisk(true).recordAct("shutdown", key);
        fixture.accessOnAFullDisk(false).recordAct("unrecorded", key);

        assertThat(eventsBehind(before)).containsExactly(new AdminActed("shutdown", key.id()));
    }

    /** Without the log's own records, which may follow at any time. */
    private List<ActivityEvent> eventsBehind(long seq) {
        ActivityLog log = fixture.activity().log();
        return log.read(LongStream.rangeClosed(seq + 1, log.durable()).boxed().toList()).stream()
                .map(RecordedEvent::event)
                .toList();
    }

    @Test
    void theLogHoldsNoTextOfAKey() {
        fixture.access().ensureAdminKey();
        String secret = fixture.file().read().orElseThrow().value().substring("walden_".length());

        assertThat(fixture.activity().dump("api_key")).noneMatch(row -> row.contains(secret));
        assertThat(fixture.activity().log().read(List.of(1L)).toString()).doesNotContain(secret);
    }

    @Test
    void eachRoleCoversThoseBefore() {
        assertThat(Role.ADMIN.covers(Role.USER)).isTrue();
        assertThat(Role.OPERATOR.covers(Role.OPERATOR)).isTrue();
        assertThat(Role.USER.covers(Role.OPERATOR)).isFalse();
        assertThat(Role.OPERATOR.covers(Role.ADMIN)).isFalse();
    }
}
