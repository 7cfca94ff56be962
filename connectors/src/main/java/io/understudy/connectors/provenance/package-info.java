/**
 * What tells people and programs that a picture is synthetic: the visible label, the mark inside
 * each JPEG, the headers of each record.
 */
package io.understudy.connectors.provenance;
