package io.understudy.model.parity;

import ai.djl.Device;
import io.understudy.model.kernel.Precision;
import java.io.IOException;
import java.util.List;

/** Compares every array of the fixtures of one kind. */
interface FixtureParity {
  /**
   * The lines of one fixture.
   *
   * @throws IOException if a file cannot be read
   * @throws RuntimeException if the fixture is broken; it ends the fixture, not the run
   */
  List<ParityRow> rows(Fixture fixture, Precision precision, Device device) throws IOException;
}
