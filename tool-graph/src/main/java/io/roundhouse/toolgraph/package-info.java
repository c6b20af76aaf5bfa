@NullMarked
package io.roundhouse.toolgraph;

import org.jspecify.annotations.NullMarked;
