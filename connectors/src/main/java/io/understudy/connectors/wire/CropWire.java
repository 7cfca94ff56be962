package io.understudy.connectors.wire;

import io.understudy.connectors.contract.Crop;

/** Crops on the wire; an absent one is the largest centred square. */
final class CropWire {
  private CropWire() {}

  static io.understudy.v1.Crop toWire(Crop crop) {
    return io.understudy.v1.Crop.newBuilder()
        .setCentreX(crop.centreX())
        .setCentreY(crop.centreY())
        .setSide(crop.side())
        .build();
  }

  static Crop fromWire(boolean present, io.understudy.v1.Crop crop)
      throws MalformedRecordException {
    if (!present) {
      return Crop.CENTRE;
    }
    if (crop.getSide() == 0) {
      throw new MalformedRecordException("crop side is 0, it must be more than 0, at most 1");
    }
    return new Crop(
        Checks.fraction("crop centre_x", crop.getCentreX()),
        Checks.fraction("crop centre_y", crop.getCentreY()),
        Checks.fraction("crop side", crop.getSide()));
  }
}
