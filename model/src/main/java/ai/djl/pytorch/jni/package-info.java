/**
 * The project's one class inside DJL: what runs a TorchScript method with gradients is
 * package-private in this package of DJL. Everything else reaches it through {@link
 * io.understudy.model.kernel.Kernels}.
 */
package ai.djl.pytorch.jni;
