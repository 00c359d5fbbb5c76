package dev.heliograph.study;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.dicom.DicomReader;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.format.picture.PictureReader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** What a file is by its first bytes; names and extensions lie. */
enum FileKind {
  NIFTI,
  DICOM,
  PICTURE,
  ZIP,
  EMPTY,
  OTHER;

  private static final int ENOUGH = 352;

  static FileKind of(ByteSource source) throws IOException {
    try (InputStream in = new BufferedInputStream(source.open())) {
      in.mark(ENOUGH);
      byte[] start = in.readNBytes(ENOUGH);
      if (start.length == 0) {
        return EMPTY;
      }
      if (start.length > 1 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b) {
        in.reset();
        return gzipped(in);
      }
      if (start.length > 3 && start[0] == 'P' && start[1] == 'K' && start[2] < 8) {
        return ZIP;
      }
      if (!PictureReader.mediaType(start).isEmpty()) {
        return PICTURE;
      }
      if (NiftiReader.looksLikeNifti(start)) {
        return NIFTI;
      }
      return DicomReader.looksLikeDicom(start) ? DICOM : OTHER;
    }
  }

  private static FileKind gzipped(InputStream in) throws IOException {
    try (InputStream plain = new GZIPInputStream(in)) {
      return NiftiReader.looksLikeNifti(plain.readNBytes(ENOUGH)) ? NIFTI : OTHER;
    } catch (ZipException | EOFException e) {
      return NIFTI; // Damaged gzip: the reader says what is wrong with it.
    }
  }
}
