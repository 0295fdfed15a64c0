package dev.walden.tools;

/**
 * What policy asks of the task that wants a call.
 *
 * @param space of the task
 * @param role of the key that the task, or the one it is a part of, was submitted with
 * @param untrusted whether the task's context holds text from outside
 */
public record Circumstances(String space, KeyRole role, boolean untrusted) {

    /** The same of a task that has read text from outside. */
    public Circumstances withUntrustedText() {
        return new Circumstances(space, role, true);
    }
}
