/**
 * Files of the folder {@code plugins}: which there are, their manifests, and that each is the file that its manifest pins.
 *
 * <p>Read {@link dev.walden.tools.plugins.PluginFile} first, then {@link dev.walden.tools.plugins.PluginManifest}.
 *
 * <p>Invariants: nothing of a file is run before its SHA-256 was compared; what is used is what was compared, not what the file
 * becomes later; everything wrong is a {@link dev.walden.tools.PluginException} that names the file.
 */
@NullMarked
package dev.walden.tools.plugins;

import org.jspecify.annotations.NullMarked;
