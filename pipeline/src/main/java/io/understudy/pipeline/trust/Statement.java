package io.understudy.pipeline.trust;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What Understudy says of a file that it wrote.
 *
 * @param file its name
 * @param bytes its size
 * @param sha256 of its bytes, hexadecimal
 * @param digitalSourceType IPTC digital source type URI
 * @param sourceId the portrait
 * @param sourceVersion the portrait's version
 * @param preset the network
 * @param weightsId its weights
 * @param createdEpochMillis when the file was signed, ms since 1970
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Statement(
    String file,
    long bytes,
    String sha256,
    String digitalSourceType,
    String sourceId,
    long sourceVersion,
    String preset,
    String weightsId,
    long createdEpochMillis) {}
