/** What a decision of a learned controller costs. */
@NullMarked
package io.roundhouse.benchmarks.controller;

import org.jspecify.annotations.NullMarked;
