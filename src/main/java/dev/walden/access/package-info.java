/**
 * Keys, roles, spaces, audit: who may do what.
 *
 * <p>Read {@code AccessControl} first. Invariants: only SHA-256 hashes of keys are stored; a key bound to a space opens no other;
 * a key is found by its hash, so that timing tells nothing.
 */
@NullMarked
package dev.walden.access;

import org.jspecify.annotations.NullMarked;
