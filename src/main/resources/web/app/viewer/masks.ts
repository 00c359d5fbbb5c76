import type { Artifact, Vec3 } from '../contract.ts';
import { colourOf, type Rgb } from '../lib/colours.ts';
import type { NvVolume } from './niivue.ts';

/** One label of a mask that is drawn over the image. */
export interface Label {
  value: number;
  name: string;
  colour: Rgb;
  visible: boolean;
}
export interface Mask {
  artifact: Artifact;
  labels: Label[];
  volume: NvVolume;
}

/** The labels of an artifact, coloured from the `from`th colour on. */
export function labelsOf(artifact: Artifact, from: number): Label[] {
  return Object.entries(artifact.structures ?? {})
    .map(([value, name]) => ({ value: Number(value), name }))
    .sort((a, b) => a.value - b.value)
    .map((label, i) => ({ ...label, colour: colourOf(from + i), visible: true }));
}

/** Gives the volume its label colours; labels other than the highlighted one turn grey (NiiVue knows no half-transparent labels). */
export function paint(mask: Mask, highlighted: number | null): void {
  const hidden = (value: number): Label => ({ value, name: '', colour: [0, 0, 0], visible: false });
  // A value above the table takes the table's last colour: it has to be none, for what the legend does not name is not drawn.
  const rows = [hidden(0), ...mask.labels, hidden(Math.max(0, ...mask.labels.map((l) => l.value)) + 1)];
  const shade = (l: Label, channel: 0 | 1 | 2) =>
    highlighted === null || l.value === highlighted ? l.colour[channel] : Math.round(0.25 * l.colour[channel] + 60);
  mask.volume.setColormapLabel({
    R: rows.map((l) => shade(l, 0)),
    G: rows.map((l) => shade(l, 1)),
    B: rows.map((l) => shade(l, 2)),
    A: rows.map((l) => (l.visible ? 255 : 0)),
    I: rows.map((l) => l.value),
    labels: rows.map((l) => l.name),
  });
}

/**
 * The voxel of `label` that is nearest to the middle of the box; the middle itself if the mask has no such voxel in the box. The
 * middle of a curved or paired organ's box is often outside of the organ.
 */
export function nearestVoxel(volume: NvVolume, label: number, box: { min: Vec3; max: Vec3 }): Vec3 {
  const middle = box.min.map((m, axis) => Math.round((m + (box.max[axis] ?? m)) / 2)) as Vec3;
  const [, nx = 0, ny = 0] = volume.hdr.dims;
  let best = middle;
  let distance = Infinity;
  for (let k = box.min[2]; k <= box.max[2]; k++) {
    for (let j = box.min[1]; j <= box.max[1]; j++) {
      for (let i = box.min[0]; i <= box.max[0]; i++) {
        if (volume.img[i + nx * (j + ny * k)] !== label) continue;
        const d = (i - middle[0]) ** 2 + (j - middle[1]) ** 2 + (k - middle[2]) ** 2;
        if (d < distance) {
          distance = d;
          best = [i, j, k];
        }
      }
    }
  }
  return best;
}

/** Voxel indices to RAS millimetres by the file's own affine. */
export function voxelToMm(volume: NvVolume, v: Vec3): Vec3 {
  return [0, 1, 2].map((row) => {
    const a = volume.hdr.affine[row] ?? [];
    return (a[0] ?? 0) * v[0] + (a[1] ?? 0) * v[1] + (a[2] ?? 0) * v[2] + (a[3] ?? 0);
  }) as Vec3;
}
