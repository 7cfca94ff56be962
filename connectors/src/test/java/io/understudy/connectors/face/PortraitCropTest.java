package io.understudy.connectors.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.connectors.contract.Crop;
import io.understudy.connectors.face.DrawnFaces.Drawn;
import io.understudy.connectors.face.FaceTrack.Settings;
import io.understudy.connectors.face.FaceTrack.State;
import io.understudy.connectors.media.PictureTransform;
import io.understudy.connectors.media.PictureTransform.Square;
import io.understudy.connectors.media.RgbImage;
import org.junit.jupiter.api.Test;

class PortraitCropTest {
  @Test
  void aPortraitIsCutWhereADrivingPictureOfThatLookWouldBe() {
    DrawnFaces detector = new DrawnFaces();
    RgbImage picture = DrawnFaces.picture(new Drawn(0, 90, 60, 60), new Drawn(1, 250, 60, 40));
    Square driving =
        new FaceTrack(Settings.DEFAULT, State.START).advance(picture, 1, detector).square();

    Square portrait = PictureTransform.square(picture, PortraitCrop.of(picture, detector));

    assertThat(portrait.side()).isCloseTo(driving.side(), within(1));
    assertThat(portrait.left()).isCloseTo(driving.left(), within(1));
    assertThat(portrait.top()).isCloseTo(driving.top(), within(1));
    assertThat(portrait.side()).isLessThan(DrawnFaces.HEIGHT);
  }

  @Test
  void aPortraitWithoutAFaceIsCutInTheCentre() {
    assertThat(PortraitCrop.of(DrawnFaces.picture(), new DrawnFaces())).isEqualTo(Crop.CENTRE);
  }
}
