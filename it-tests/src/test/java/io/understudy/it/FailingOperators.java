package io.understudy.it;

import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.lang3.ClassUtils;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.legacy.YieldingOperatorFactory;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeServiceAware;

/**
 * Lets any operator of a job throw at its next record, once: whenever a file with the operator's
 * name lies in a directory.
 */
final class FailingOperators {
  private final Path directory;

  FailingOperators(Path directory) {
    this.directory = directory;
  }

  /** Prepares every operator of {@code graph} that takes records; returns their names. */
  List<String> prepare(StreamGraph graph) {
    List<StreamNode> takers =
        graph.getStreamNodes().stream().filter(node -> !node.getInEdges().isEmpty()).toList();
    for (StreamNode node : takers) {
      node.setOperatorFactory(wrap(node));
    }
    return takers.stream().map(StreamNode::getOperatorName).toList();
  }

  private <T> StreamOperatorFactory<T> wrap(StreamNode node) {
    @SuppressWarnings("unchecked")
    StreamOperatorFactory<T> factory = (StreamOperatorFactory<T>) node.getOperatorFactory();
    return new FailingFactory<>(factory, fuse(node.getOperatorName()).toString());
  }

  /** Lets the operator of that name throw at its next record. */
  void arm(String operator) {
    try {
      Files.createFile(fuse(operator));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the operator has not thrown yet since it was armed. */
  boolean armed(String operator) {
    return Files.exists(fuse(operator));
  }

  private Path fuse(String operator) {
    return directory.resolve(operator.replaceAll("[^A-Za-z-]", "_"));
  }

  private record FailingFactory<T>(StreamOperatorFactory<T> factory, String fuse)
      implements YieldingOperatorFactory<T>, ProcessingTimeServiceAware {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public void setMailboxExecutor(MailboxExecutor mailbox) {
      if (factory instanceof YieldingOperatorFactory<T> yielding) {
        yielding.setMailboxExecutor(mailbox);
      }
    }

    @Override
    public void setProcessingTimeService(ProcessingTimeService service) {
      if (factory instanceof ProcessingTimeServiceAware aware) {
        aware.setProcessingTimeService(service);
      }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <O extends StreamOperator<T>> O createStreamOperator(
        StreamOperatorParameters<T> parameters) {
      StreamOperator<T> operator = factory.createStreamOperator(parameters);
      return (O)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              ClassUtils.getAllInterfaces(operator.getClass()).toArray(Class<?>[]::new),
              (proxy, method, arguments) -> call(operator, method, arguments));
    }

    private Object call(Object operator, Method method, Object[] arguments) throws Throwable {
      if (method.getName().startsWith("processElement") && Files.deleteIfExists(Path.of(fuse))) {
        throw new IllegalStateException("thrown on purpose");
      }
      try {
        return method.invoke(operator, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    @Override
    public void setChainingStrategy(ChainingStrategy strategy) {
      factory.setChainingStrategy(strategy);
    }

    @Override
    public ChainingStrategy getChainingStrategy() {
      return factory.getChainingStrategy();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
      return factory.getStreamOperatorClass(classLoader);
    }
  }
}
