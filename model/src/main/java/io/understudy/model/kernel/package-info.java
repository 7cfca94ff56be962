/**
 * What layers compute with: functions of one TorchScript file, the precision and device of a
 * network, and who frees which tensor when.
 *
 * <p>Entry points: {@link io.understudy.model.kernel.Execution}, {@link
 * io.understudy.model.kernel.Kernels} (both for any threads), {@link
 * io.understudy.model.kernel.Scope} (of one thread).
 */
package io.understudy.model.kernel;
