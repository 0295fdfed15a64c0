@NullMarked
package dev.walden;

import org.jspecify.annotations.NullMarked;
