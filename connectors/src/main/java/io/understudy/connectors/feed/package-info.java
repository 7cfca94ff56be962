/**
 * Live feeds in and out: RTMP, SRT, RTSP, HTTP, webcams, HLS and MJPEG.
 *
 * <p>Every connection belongs to one thread. Connections are lost and found again; what outlives
 * them is the capture clock: wall-clock µs since 1970, on which pictures and sound meet.
 */
package io.understudy.connectors.feed;
