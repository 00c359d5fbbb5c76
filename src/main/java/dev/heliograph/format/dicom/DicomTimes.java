package dev.heliograph.format.dicom;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates and times of PS3.5 table 6.2-1 (DA, TM, DT), in whatever zone the scanner has. */
final class DicomTimes {

  private static final Pattern DATE = Pattern.compile("(\\d{4})\\.?(\\d{2})\\.?(\\d{2})");
  private static final Pattern TIME =
      Pattern.compile("(\\d{2}):?(\\d{2})?:?(\\d{2})?(?:\\.(\\d{1,9}))?.*");

  private DicomTimes() {}

  /** A date and a time; null if one is missing or none. */
  static @Nullable LocalDateTime of(String date, String time) {
    Matcher d = DATE.matcher(date);
    Matcher t = TIME.matcher(time);
    if (!d.matches() || !t.matches()) {
      return null;
    }
    try {
      String fraction = t.group(4) == null ? "0" : t.group(4);
      return LocalDate.of(number(d.group(1)), number(d.group(2)), number(d.group(3)))
          .atTime(
              LocalTime.of(
                  number(t.group(1)),
                  number(t.group(2)),
                  number(t.group(3)),
                  (int) (Double.parseDouble("0." + fraction) * 1e9)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** YYYYMMDDHHMMSS.FFFFFF with whatever follows; null if it is not that. */
  static @Nullable LocalDateTime of(String dateTime) {
    return dateTime.length() < 10 ? null : of(dateTime.substring(0, 8), dateTime.substring(8));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
