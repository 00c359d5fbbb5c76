package dev.heliograph.format.dicom.derived;

import org.jspecify.annotations.Nullable;

/**
 * What one label of a label map means, coded.
 *
 * @param label value in the label map
 * @param name for people
 * @param category kind of property, such as (123037004, SCT, "Body structure")
 * @param type the property, such as (10200004, SCT, "Liver")
 * @param modifier laterality or the like, or null
 * @param region where a finding lies, or null
 * @param algorithm what made it, {@code name@version}
 * @param automatic whether no person took part
 * @param trackingUid the same for the same thing in other objects
 */
public record Segment(
    int label,
    String name,
    Code category,
    Code type,
    @Nullable Code modifier,
    @Nullable Code region,
    String algorithm,
    boolean automatic,
    String trackingUid) {}
