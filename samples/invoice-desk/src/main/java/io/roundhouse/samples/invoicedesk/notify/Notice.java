package io.roundhouse.samples.invoicedesk.notify;

/** Says that people were told about the posting of {@code key}: over which channel, and under which name it can be found there. */
public record Notice(String key, String channel, String place) {}
