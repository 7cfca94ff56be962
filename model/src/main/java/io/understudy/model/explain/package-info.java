/**
 * What a network makes of one pair of pictures on its way, copied to the heap for those who want to
 * look inside. Looks at every network through its {@code Tap}; no network looks here.
 */
package io.understudy.model.explain;
