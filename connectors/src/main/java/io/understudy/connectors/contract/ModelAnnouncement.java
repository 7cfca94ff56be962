package io.understudy.connectors.contract;

/** New weights of a preset, a record of the topic {@code models}. */
public record ModelAnnouncement(String preset, String weightsId, String location, String sha256) {}
