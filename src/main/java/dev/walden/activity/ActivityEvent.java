package dev.walden.activity;

/**
 * A fact that was recorded. Every significant act of the service is one of these before it is done. Immutable.
 *
 * <p>An event's JSON name and members are fixed by {@code EventTypes} and golden files; a changed meaning gets a new version, and
 * older versions are read through an upcaster.
 */
public sealed interface ActivityEvent permits TaskEvent, MemoryEvent, ServiceEvent {}
