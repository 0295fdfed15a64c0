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

    /** The same, where somebody of this role has a say in the call: the lesser role counts. */
    public Circumstances decidedBy(KeyRole other) {
        return other.isLessThan(role) ? new Circumstances(space, other, untrusted) : this;
    }
}
