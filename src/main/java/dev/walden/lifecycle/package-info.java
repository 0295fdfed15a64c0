/**
 * Start order, readiness, drain, stop, systemd notification.
 *
 * <p>Read {@code WaldenLifecycle} first. Invariants: the HTTP port opens after recovery is complete and closes after running steps
 * have ended or were recorded; the stop ends within its deadline whatever hangs.
 */
@NullMarked
package dev.walden.lifecycle;

import org.jspecify.annotations.NullMarked;
