package dev.heliograph.format.dicom.deid;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.dicom.BurnedIn;
import dev.heliograph.format.dicom.data.DataElement;
import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.DataSetBuilder;
import dev.heliograph.format.dicom.data.DicomFile;
import dev.heliograph.format.dicom.data.Dictionary;
import dev.heliograph.format.dicom.data.Tags;
import dev.heliograph.format.dicom.data.Vr;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a data set without what identifies the patient (PS3.15 E.2): every attribute of table E.1-1
 * is treated, in sequences too; private attributes and those that PS3.6 does not know go. Pixels
 * are not looked at and stay as they are.
 */
public final class Deidentifier {

  private static final String MEDIA_DIRECTORY = "1.2.840.10008.1.3.10";
  private static final Profile PROFILE = Profile.load();

  private final Pseudonyms pseudonyms;
  private final String software;

  /**
   * @param software name and version to record in the files
   */
  public Deidentifier(Pseudonyms pseudonyms, String software) {
    this.pseudonyms = pseudonyms;
    this.software = software;
  }

  /**
   * What was done to one file. No value of the original is in it.
   *
   * @param data the de-identified data set, to be written in the original's transfer syntax
   * @param done how often each thing was done to each attribute: "removed PatientName (0010,0010)"
   * @param burnedIn warning of text in the pixels, or empty
   */
  public record Result(DataSet data, SortedMap<String, Integer> done, String burnedIn) {}

  /**
   * @throws FormatException if the file is a directory of files (DICOMDIR) or names no instance
   */
  public Result apply(DicomFile file) throws FormatException {
    DataSet original = file.data();
    String instance =
        either(
            original, Tags.SOP_INSTANCE_UID, file.meta().text(Tags.MEDIA_STORAGE_SOP_INSTANCE_UID));
    String sopClass =
        either(original, Tags.SOP_CLASS_UID, file.meta().text(Tags.MEDIA_STORAGE_SOP_CLASS_UID));
    if (instance.isEmpty() || sopClass.isEmpty() || sopClass.equals(MEDIA_DIRECTORY)) {
      throw new FormatException(
          "the file is a directory or names no instance, so nothing is left to share",
          "leave it out; the images do not need it");
    }
    SortedMap<String, Integer> done = new TreeMap<>();
    DataSet data = clean(original, done);
    DataSetBuilder marks = new DataSetBuilder(StandardCharsets.US_ASCII);
    marks.text(Tags.SOP_CLASS_UID, sopClass);
    marks.text(Tags.SOP_INSTANCE_UID, pseudonyms.uid(instance));
    String patient = pseudonyms.patient(patient(original));
    marks.text(Tags.PATIENT_NAME, patient).text(Tags.PATIENT_ID, patient);
    marks.text(Tags.PATIENT_IDENTITY_REMOVED, "YES");
    marks.text(Tags.DEIDENTIFICATION_METHOD, software + " PS3.15 Basic Profile");
    marks.item(
        Tags.DEIDENTIFICATION_METHOD_CODE_SEQUENCE,
        new DataSetBuilder(StandardCharsets.US_ASCII)
            .text(Tags.CODE_VALUE, "113100")
            .text(Tags.CODING_SCHEME_DESIGNATOR, "DCM")
            .text(Tags.CODE_MEANING, "Basic Application Confidentiality Profile"));
    marks.text(Tags.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED, "REMOVED");
    marks.build().elements().forEach(data::put);
    return new Result(data, done, BurnedIn.warning(original));
  }

  private static String either(DataSet d, int tag, String otherwise) {
    return d.has(tag) ? d.text(tag) : otherwise;
  }

  /** What tells patients apart; a study is one patient's if nothing else does. */
  private static String patient(DataSet d) {
    String id = d.text(Tags.PATIENT_ID) + d.text(Tags.PATIENT_NAME);
    return id.isEmpty() ? d.text(Tags.STUDY_INSTANCE_UID) : id;
  }

  private DataSet clean(DataSet from, SortedMap<String, Integer> done) {
    DataSet to = new DataSet();
    for (DataElement e : from.elements()) {
      int tag = e.tag();
      Action action = PROFILE.of(tag);
      if ((tag >>> 16 & 1) == 1) {
        count(done, "removed private", tag);
      } else if (action == null && Dictionary.keyword(tag).isEmpty() && (tag & 0xffff) != 0) {
        count(done, "removed unknown", tag);
      } else if (action == Action.REMOVE) {
        count(done, "removed", tag);
      } else if (Dictionary.vr(tag) == Vr.SQ && e.items() == null && e.length() > 0) {
        count(done, "removed unreadable", tag);
      } else if (action == null) {
        keep(e, to, done);
      } else {
        replace(action, e, to, done);
      }
    }
    return to;
  }

  /** An attribute that the table leaves alone; dates and names that it forgot are emptied. */
  private void keep(DataElement e, DataSet to, SortedMap<String, Integer> done) {
    List<DataSet> items = e.items();
    if (items != null) {
      to.put(DataElement.of(e.tag(), cleaned(items, done)));
    } else if ((e.vr() == Vr.DA || e.vr() == Vr.DT || e.vr() == Vr.PN) && e.length() > 0) {
      count(done, "emptied", e.tag());
      to.put(DataElement.of(e.tag(), e.vr(), new byte[0], e.order()));
    } else {
      to.put(e);
    }
  }

  private void replace(Action action, DataElement e, DataSet to, SortedMap<String, Integer> done) {
    List<DataSet> items = e.items();
    if (items != null) {
      switch (action) {
        case CLEAN -> to.put(DataElement.of(e.tag(), cleaned(items, done)));
        case DUMMY -> {
          count(done, "replaced", e.tag());
          to.put(DataElement.of(e.tag(), List.of(new DataSet())));
        }
        default -> {
          count(done, "emptied", e.tag());
          to.put(DataElement.of(e.tag(), List.of()));
        }
      }
    } else if (e.isEmpty()) {
      to.put(e);
    } else if (action == Action.UID) {
      count(done, "replaced", e.tag());
      to.put(DataElement.of(e.tag(), Vr.UI, uids(e), e.order()));
    } else {
      boolean dummy = action == Action.DUMMY;
      count(done, dummy ? "replaced" : "emptied", e.tag());
      byte[] value = dummy ? Dummies.of(e.vr(), e.order()) : new byte[0];
      to.put(DataElement.of(e.tag(), e.vr(), value, e.order()));
    }
  }

  private List<DataSet> cleaned(List<DataSet> items, SortedMap<String, Integer> done) {
    List<DataSet> out = new ArrayList<>();
    items.forEach(i -> out.add(clean(i, done)));
    return out;
  }

  /** Each identifier of a value; there may be several. */
  private byte[] uids(DataElement e) {
    DataSet one = new DataSet().put(e);
    List<String> out = new ArrayList<>();
    for (String uid : one.text(e.tag()).split("\\\\", -1)) {
      out.add(pseudonyms.uid(uid.trim()));
    }
    return String.join("\\", out).getBytes(StandardCharsets.US_ASCII);
  }

  private static void count(SortedMap<String, Integer> done, String what, int tag) {
    done.merge(what + " " + Dictionary.name(tag), 1, Integer::sum);
  }
}
