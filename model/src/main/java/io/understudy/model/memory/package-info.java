/**
 * MCNet's facial memory and the implicit scale code that conditions it (NETWORKS section 2.2): a
 * unit that any generator can plug in.
 */
package io.understudy.model.memory;
