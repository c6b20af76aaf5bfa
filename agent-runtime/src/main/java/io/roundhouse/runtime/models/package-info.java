/**
 * Language models by provider: the HTTP client that LangChain4j's providers are given so that a call costs no thread and stops when it is
 * cancelled ({@link io.roundhouse.runtime.models.ModelHttp}), the providers by configuration
 * ({@link io.roundhouse.runtime.models.Providers}), list prices ({@link io.roundhouse.runtime.models.PriceList}), limits, caches and
 * recordings. Runs, budgets and the journal are not here: the package {@code engine} calls what is here.
 */
@NullMarked
package io.roundhouse.runtime.models;

import org.jspecify.annotations.NullMarked;
