package io.understudy.operators.reenactor;

import java.util.Comparator;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * The device of a task: the GPU that Flink's external-resource framework assigned (resource {@code
 * gpu}), else what the deployment configured.
 */
public final class AssignedDevice {
  private static final String RESOURCE = "gpu";
  private static final String INDEX = "index";

  private AssignedDevice() {}

  /** {@code loader} for the device of a task. */
  public static ReenactorLoader of(ReenactorLoader loader, RuntimeContext context) {
    return of(loader, context.getExternalResourceInfos(RESOURCE));
  }

  /** All slots of a task manager see all of its GPUs: the first by index is the task's. */
  static ReenactorLoader of(ReenactorLoader loader, Set<? extends ExternalResourceInfo> gpus) {
    return gpus.stream()
        .flatMap(gpu -> gpu.getProperty(INDEX).stream())
        .map(Integer::valueOf)
        .min(Comparator.naturalOrder())
        .map(loader::onGpu)
        .orElse(loader);
  }
}
