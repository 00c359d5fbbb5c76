package dev.heliograph.format.dicom.pixel;

/** Colour spaces of PS3.3 C.7.6.3.1.2 as 0xRRGGBB. */
final class Colours {

  private Colours() {}

  /**
   * @param samples three for each pixel, of {@code bits} bits
   * @param ybr whether they are Y, Cb, Cr of full range (ITU-R BT.601) and not red, green, blue
   */
  static int[] rgb(int[] samples, int bits, boolean ybr) {
    int[] out = new int[samples.length / 3];
    int down = Math.max(0, bits - 8);
    for (int i = 0; i < out.length; i++) {
      int a = samples[3 * i] >>> down & 0xff;
      int b = samples[3 * i + 1] >>> down & 0xff;
      int c = samples[3 * i + 2] >>> down & 0xff;
      out[i] = ybr ? ybr(a, b - 128, c - 128) : a << 16 | b << 8 | c;
    }
    return out;
  }

  private static int ybr(int y, int cb, int cr) {
    return clamp(y + 1.402 * cr) << 16
        | clamp(y - 0.344136 * cb - 0.714136 * cr) << 8
        | clamp(y + 1.772 * cb);
  }

  private static int clamp(double v) {
    return (int) Math.max(0, Math.min(255, Math.floor(v + 0.5)));
  }
}
