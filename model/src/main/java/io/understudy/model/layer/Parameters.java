package io.understudy.model.layer;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Execution;
import io.understudy.model.weights.Initializer;
import io.understudy.model.weights.ParameterSpec;
import io.understudy.model.weights.ParameterSpec.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The tensors that a network declares, as a tree of names: layers declare below their prefix while
 * the network is constructed; values are loaded afterwards, all at once.
 *
 * <p>Full names equal the published {@code state_dict} keys below the network's prefix.
 */
public final class Parameters {
  private final Execution execution;
  private final String prefix;
  private final List<Parameter> declared;

  private Parameters(Execution execution, String prefix, List<Parameter> declared) {
    this.execution = execution;
    this.prefix = prefix;
    this.declared = declared;
  }

  /** The root of a new tree. */
  public static Parameters of(Execution execution) {
    return new Parameters(execution, "", new ArrayList<>());
  }

  /** The same tree below {@code name}. */
  public Parameters at(String name) {
    return new Parameters(execution, prefix + name + ".", declared);
  }

  /** The same tree below element {@code index} of a list. */
  public Parameters at(int index) {
    return at(Integer.toString(index));
  }

  /** The same tree and prefix, computed with fp32 maps ({@link Execution#inFloat}). */
  public Parameters inFloat() {
    return new Parameters(execution.inFloat(), prefix, declared);
  }

  public Execution execution() {
    return execution;
  }

  /** Declares a trained tensor. */
  public Parameter parameter(String name, Initializer initializer, long... shape) {
    return declare(name, initializer, Kind.PARAMETER, shape);
  }

  /** Declares a tensor that is kept with the weights and not trained. */
  public Parameter buffer(String name, Initializer initializer, long... shape) {
    return declare(name, initializer, Kind.BUFFER, shape);
  }

  /** Declares an int64 counter that published files hold and inference ignores. */
  public void counter(String name) {
    declare(name, Initializer.ZEROS, Kind.COUNTER);
  }

  /** Declares a tensor that published files hold and the network computes itself. */
  public void derived(String name, long... shape) {
    declare(name, Initializer.ZEROS, Kind.DERIVED, shape);
  }

  private Parameter declare(String name, Initializer initializer, Kind kind, long... shape) {
    Parameter parameter = new Parameter(new ParameterSpec(prefix + name, shape, initializer, kind));
    declared.add(parameter);
    return parameter;
  }

  /** What the whole tree declares, in order of declaration. */
  public List<ParameterSpec> specs() {
    return declared.stream().map(Parameter::spec).toList();
  }

  /** What is trained, in order of declaration. */
  public List<Parameter> trained() {
    return declared.stream().filter(p -> p.spec().kind() == Kind.PARAMETER).toList();
  }

  /** What is gathered while training, in order of declaration. */
  public List<Parameter> gathered() {
    return declared.stream().filter(p -> p.spec().kind() == Kind.BUFFER).toList();
  }

  /**
   * Gives every parameter and buffer its value.
   *
   * @param values makes the fp32 tensor of a name on the execution's device, attached to its
   *     manager
   */
  public void load(Function<ParameterSpec, NDArray> values) {
    for (Parameter parameter : declared) {
      Kind kind = parameter.spec().kind();
      if (kind == Kind.PARAMETER || kind == Kind.BUFFER) {
        parameter.load(values.apply(parameter.spec()));
      }
    }
  }
}
