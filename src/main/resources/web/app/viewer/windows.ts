/** CT window presets in Hounsfield units: name, centre, width (the common radiology defaults). */
export interface Preset {
  name: string;
  centre: number;
  width: number;
}
export const CT_PRESETS: readonly Preset[] = [
  { name: 'Soft tissue', centre: 40, width: 400 },
  { name: 'Liver', centre: 60, width: 160 },
  { name: 'Lung', centre: -600, width: 1500 },
  { name: 'Bone', centre: 400, width: 1800 },
];
