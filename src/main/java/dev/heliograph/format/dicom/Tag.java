package dev.heliograph.format.dicom;

import java.util.Locale;

/** The attributes that are read, by the keywords of PS3.6. Every other attribute is skipped. */
enum Tag {
  TRANSFER_SYNTAX_UID(0x00020010, "TransferSyntaxUID"),
  SPECIFIC_CHARACTER_SET(0x00080005, "SpecificCharacterSet"),
  IMAGE_TYPE(0x00080008, "ImageType"),
  SOP_CLASS_UID(0x00080016, "SOPClassUID"),
  SOP_INSTANCE_UID(0x00080018, "SOPInstanceUID"),
  MODALITY(0x00080060, "Modality"),
  MANUFACTURER(0x00080070, "Manufacturer"),
  SERIES_DESCRIPTION(0x0008103E, "SeriesDescription"),
  PATIENT_ID(0x00100020, "PatientID"),
  BODY_PART_EXAMINED(0x00180015, "BodyPartExamined"),
  SLICE_THICKNESS(0x00180050, "SliceThickness"),
  KVP(0x00180060, "KVP"),
  SPACING_BETWEEN_SLICES(0x00180088, "SpacingBetweenSlices"),
  IMAGER_PIXEL_SPACING(0x00181164, "ImagerPixelSpacing"),
  SERIES_INSTANCE_UID(0x0020000E, "SeriesInstanceUID"),
  ACQUISITION_NUMBER(0x00200012, "AcquisitionNumber"),
  INSTANCE_NUMBER(0x00200013, "InstanceNumber"),
  IMAGE_POSITION_PATIENT(0x00200032, "ImagePositionPatient"),
  IMAGE_ORIENTATION_PATIENT(0x00200037, "ImageOrientationPatient"),
  SAMPLES_PER_PIXEL(0x00280002, "SamplesPerPixel"),
  PHOTOMETRIC_INTERPRETATION(0x00280004, "PhotometricInterpretation"),
  NUMBER_OF_FRAMES(0x00280008, "NumberOfFrames"),
  ROWS(0x00280010, "Rows"),
  COLUMNS(0x00280011, "Columns"),
  PIXEL_SPACING(0x00280030, "PixelSpacing"),
  BITS_ALLOCATED(0x00280100, "BitsAllocated"),
  BITS_STORED(0x00280101, "BitsStored"),
  HIGH_BIT(0x00280102, "HighBit"),
  PIXEL_REPRESENTATION(0x00280103, "PixelRepresentation"),
  RESCALE_INTERCEPT(0x00281052, "RescaleIntercept"),
  RESCALE_SLOPE(0x00281053, "RescaleSlope"),
  MODALITY_LUT_SEQUENCE(0x00283000, "ModalityLUTSequence"),
  FLOAT_PIXEL_DATA(0x7FE00008, "FloatPixelData"),
  DOUBLE_FLOAT_PIXEL_DATA(0x7FE00009, "DoubleFloatPixelData"),
  PIXEL_DATA(0x7FE00010, "PixelData");

  private final int number;
  private final String keyword;

  Tag(int number, String keyword) {
    this.number = number;
    this.keyword = keyword;
  }

  String keyword() {
    return keyword;
  }

  int number() {
    return number;
  }

  @Override
  public String toString() {
    return keyword + " " + hex(number);
  }

  static String hex(int number) {
    return String.format(Locale.ROOT, "(%04X,%04X)", number >>> 16, number & 0xffff);
  }
}
