/** What the operators count: latencies over a window, drops by reason, dead letters. */
package io.understudy.operators.metric;
