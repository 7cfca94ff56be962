/**
 * Models on a device: who has leased one, which are wanted, and those that are not there. Knows
 * neither streams nor sources.
 */
package io.understudy.operators.reenactor;
