package dev.heliograph.web;

/** The form of ids in addresses and bodies. */
final class Ulids {

  static final String PATTERN = "^[0-7][0-9A-HJKMNP-TV-Z]{25}$";
  static final String MESSAGE =
      "must be an id of 26 characters, such as 01JD0000000000000000000001";
  static final String EXAMPLE = "01JD0000000000000000000001";

  private Ulids() {}
}
