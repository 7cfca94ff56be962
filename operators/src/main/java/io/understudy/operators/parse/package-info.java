/** From the bytes of a topic to records; what cannot be read is a dead letter. */
package io.understudy.operators.parse;
