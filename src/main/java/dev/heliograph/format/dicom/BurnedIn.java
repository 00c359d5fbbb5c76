package dev.heliograph.format.dicom;

import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.Tags;
import java.util.Set;

/**
 * Whether text may be part of the pixels. Only the header is asked: no pixel is looked at, because
 * a search that misses some text would be believed.
 */
public final class BurnedIn {

  /** Modalities whose pictures usually show name, date or number of the patient. */
  private static final Set<String> USUAL =
      Set.of("US", "IVUS", "ES", "OT", "SC", "DOC", "XC", "GM");

  private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";

  private BurnedIn() {}

  /** A sentence for the user, empty if nothing hints at text in the pixels. */
  public static String warning(DataSet d) {
    String said = d.text(Tags.BURNED_IN_ANNOTATION);
    if (said.equals("YES")) {
      return "the file says that text is burned into the pixels; it may identify the patient";
    }
    if (said.equals("NO")) {
      return "";
    }
    String modality = d.humanText(Tags.MODALITY, 16);
    boolean capture =
        d.text(Tags.SOP_CLASS_UID).startsWith(SECONDARY_CAPTURE)
            || d.text(Tags.IMAGE_TYPE).contains("SCREEN SAVE");
    return capture || USUAL.contains(modality)
        ? (capture ? "a screen capture" : "an image of modality " + modality)
            + " may show text in its pixels that identifies the patient; look before you share it"
        : "";
  }
}
