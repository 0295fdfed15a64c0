/**
 * Tools that are written in Java against {@link dev.walden.plugin} and stand as jars in the folder {@code plugins}. Off unless configured.
 *
 * <p>Read {@link dev.walden.tools.jar.JarPlugin} first, then {@link dev.walden.tools.jar.ContractClasses}.
 *
 * <p>Invariants: code of a jar sees the JDK, the contract and itself, so that it cannot lean on what Walden is made of (that keeps versions
 * apart, and is no sandbox: it can do all that the process can); a tool describes itself once; each of its tools needs the capability
 * {@link dev.walden.plugin.Capability#JAR_PLUGIN}; what it tells is never trusted.
 */
@NullMarked
package dev.walden.tools.jar;

import org.jspecify.annotations.NullMarked;
