/** CT window presets in Hounsfield units: name, centre, width (the common radiology defaults). */
const preset = (name: string, centre: number, width: number) => ({ name, min: centre - width / 2, max: centre + width / 2 });

/** What a CT opens with. */
export const SOFT_TISSUE = preset('Soft tissue', 40, 400);
export const CT_PRESETS = [SOFT_TISSUE, preset('Liver', 60, 160), preset('Lung', -600, 1500), preset('Bone', 400, 1800)];
