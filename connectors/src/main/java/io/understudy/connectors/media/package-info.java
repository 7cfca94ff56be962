/**
 * Pictures and video files in and out.
 *
 * <p>Whatever holds native memory belongs to one thread and is closed by its owner. Pictures are
 * bounded on their headers, before they are decoded.
 */
package io.understudy.connectors.media;
