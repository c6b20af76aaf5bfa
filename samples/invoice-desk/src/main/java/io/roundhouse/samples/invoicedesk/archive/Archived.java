package io.roundhouse.samples.invoicedesk.archive;

/** Where the original of an invoice is kept, relative to the archive, and the SHA-256 of its bytes. */
public record Archived(String file, String path, String sha256) {}
