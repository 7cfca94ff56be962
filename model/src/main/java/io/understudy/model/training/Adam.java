package io.understudy.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.kernel.Execution;
import io.understudy.model.kernel.Scope;
import io.understudy.model.weights.HostTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Adam with the gradients' global norm bounded; its moments are tensors that can be stored and read
 * back, so a resumed run goes on bit for bit. A step whose gradients are not finite changes
 * nothing.
 */
final class Adam {
  private static final double EPSILON = 1e-8;

  private final Execution execution;
  private final OptimizerSettings settings;
  private final String prefix;
  private final List<String> names;
  private final List<NDArray> parameters;
  private final List<NDArray> means = new ArrayList<>();
  private final List<NDArray> squares = new ArrayList<>();
  private final List<NDArray> steps = new ArrayList<>();
  private final List<Group> groups;
  private final List<Integer> learning;

  /** Places of the parameters that learn at one rate. */
  private record Group(double rateFactor, List<Integer> places) {
    <T> List<T> of(List<T> all) {
      return places.stream().map(all::get).toList();
    }
  }

  /**
   * @param prefix of the names of {@link #tensors}
   * @param names of the parameters, for {@link #tensors}
   * @param parameters fp32 leaves; borrowed, changed in place
   */
  Adam(
      Execution execution,
      OptimizerSettings settings,
      String prefix,
      List<String> names,
      List<NDArray> parameters) {
    this.execution = execution;
    this.settings = settings;
    this.prefix = prefix;
    this.names = List.copyOf(names);
    this.parameters = List.copyOf(parameters);
    for (NDArray parameter : parameters) {
      means.add(execution.manager().zeros(parameter.getShape()));
      squares.add(execution.manager().zeros(parameter.getShape()));
      steps.add(execution.manager().zeros(new Shape()));
    }
    this.groups = groups();
    this.learning = groups.stream().flatMap(group -> group.places.stream()).toList();
  }

  private List<Group> groups() {
    Map<Double, List<Integer>> places = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      places.computeIfAbsent(settings.rateFactor(names.get(i)), rate -> new ArrayList<>()).add(i);
    }
    places.remove(0.0);
    return places.entrySet().stream()
        .map(group -> new Group(group.getKey(), group.getValue()))
        .toList();
  }

  /** The parameters whose rate is not 0, by groups of one rate; borrowed. */
  List<NDArray> learning() {
    return learning.stream().map(parameters::get).toList();
  }

  /**
   * One step; call without gradient mode.
   *
   * @param gradients one of each parameter of {@link #learning}, without elements where the loss
   *     does not reach it: it stays, with its moments and its count; scaled in place
   * @param rate learning rate
   * @return the global norm of the gradients; not finite where the step was left out
   */
  double step(List<NDArray> gradients, double rate) {
    try (Scope scope = new Scope()) {
      NDArray norm = execution.kernels().call("gradient_norm", gradients);
      double value = norm.getFloat();
      if (Double.isFinite(value)) {
        int from = 0;
        for (Group group : groups) {
          int to = from + group.places.size();
          step(group, gradients.subList(from, to), norm, rate * group.rateFactor);
          from = to;
        }
      }
      return value;
    }
  }

  private void step(Group group, List<NDArray> gradients, NDArray norm, double rate) {
    List<Integer> reached =
        IntStream.range(0, gradients.size())
            .filter(i -> gradients.get(i).size() > 0)
            .boxed()
            .toList();
    if (reached.isEmpty()) {
      return;
    }
    Group moved = new Group(group.rateFactor, reached.stream().map(group.places::get).toList());
    execution
        .kernels()
        .call(
            "adam_step",
            moved.of(parameters),
            reached.stream().map(gradients::get).toList(),
            moved.of(means),
            moved.of(squares),
            moved.of(steps),
            norm,
            rate,
            settings.beta1(),
            settings.beta2(),
            EPSILON,
            settings.largestNorm());
  }

  /**
   * Moments and step counts: behind the prefix {@code mean.NAME}, {@code square.NAME}, {@code
   * steps}, one count a parameter.
   */
  List<HostTensor> tensors() {
    List<HostTensor> tensors = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      tensors.add(HostTensors.of(prefix + "mean." + names.get(i), means.get(i)));
      tensors.add(HostTensors.of(prefix + "square." + names.get(i), squares.get(i)));
    }
    float[] counts = new float[steps.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = steps.get(i).getFloat();
    }
    tensors.add(HostTensor.ofFloats(prefix + "steps", new long[] {counts.length}, counts));
    return tensors;
  }

  /** Takes over what {@link #tensors} gave; {@code find} throws where a name is missing. */
  void restore(Function<String, HostTensor> find) {
    FloatBuffer counts = find.apply(prefix + "steps").floats();
    for (int i = 0; i < names.size(); i++) {
      HostTensors.copy(find.apply(prefix + "mean." + names.get(i)), means.get(i));
      HostTensors.copy(find.apply(prefix + "square." + names.get(i)), squares.get(i));
      steps.get(i).set(new float[] {counts.get(i)});
    }
  }
}
