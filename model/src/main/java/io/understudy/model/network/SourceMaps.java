package io.understudy.model.network;

import ai.djl.ndarray.NDArray;
import io.understudy.model.kernel.Kernels;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named maps of one or more sources, first axis the source. Which names there are is the network's
 * business. The tensors are borrowed: whoever made them owns them.
 */
public record SourceMaps(Map<String, NDArray> maps) {
  public SourceMaps {
    maps = Collections.unmodifiableMap(new LinkedHashMap<>(maps));
  }

  /** The map called {@code name}. */
  public NDArray get(String name) {
    NDArray map = maps.get(name);
    if (map == null) {
      throw new IllegalArgumentException(
          "source maps have no '%s', only %s".formatted(name, maps.keySet()));
    }
    return map;
  }

  /** The rows of a batch gathered into one; a single row is returned as it is. */
  public static SourceMaps gather(Kernels kernels, List<SourceMaps> rows) {
    if (rows.size() == 1) {
      return rows.get(0);
    }
    Map<String, NDArray> gathered = new LinkedHashMap<>();
    for (String name : rows.get(0).maps.keySet()) {
      NDArray[] parts = rows.stream().map(row -> row.get(name)).toArray(NDArray[]::new);
      gathered.put(name, kernels.concat(0, parts));
    }
    return new SourceMaps(gathered);
  }
}
