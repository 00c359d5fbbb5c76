package dev.heliograph.format.dicom.data;

/** Value representations (PS3.5 table 6.2-1); one that is not known is read as {@link #UN}. */
public enum Vr {
  AE,
  AS,
  AT(4),
  CS,
  DA,
  DS,
  DT,
  FD(8),
  FL(4),
  IS,
  LO,
  LT,
  OB(1),
  OD(8),
  OF(4),
  OL(4),
  OV(8),
  OW(2),
  PN,
  SH,
  SL(4),
  SQ(1),
  SS(2),
  ST,
  SV(8),
  TM,
  UC,
  UI,
  UL(4),
  UN(1),
  UR,
  US(2),
  UT,
  UV(8);

  private static final String LONG = "OB OD OF OL OV OW SQ UC UN UR UT SV UV";

  /** Bytes of one binary number, 0 for text. */
  private final int size;

  Vr() {
    this(0);
  }

  Vr(int size) {
    this.size = size;
  }

  /** The representation with these two letters, or {@link #UN}. */
  static Vr of(int first, int second) {
    for (Vr vr : VALUES) {
      if (vr.name().charAt(0) == first && vr.name().charAt(1) == second) {
        return vr;
      }
    }
    return UN;
  }

  private static final Vr[] VALUES = values();

  /** Whether its length takes 32 bits in explicit data sets. */
  static boolean hasLongLength(int first, int second) {
    return LONG.contains("" + (char) first + (char) second);
  }

  boolean longLength() {
    return LONG.contains(name());
  }

  /** Whether its values are characters. */
  public boolean isText() {
    return size == 0;
  }

  /** What values of odd length are padded with: UIDs and bytes with zero, text with a space. */
  byte padding() {
    return (byte) (isText() && this != UI ? ' ' : 0);
  }
}
