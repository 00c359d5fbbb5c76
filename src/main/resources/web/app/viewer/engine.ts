import type { Artifact, Evidence, Image, Vec3 } from '../contract.ts';
import { api } from '../lib/api.ts';
import { labelsOf, nearestVoxel, paint, voxelToMm, type Label, type Mask } from './masks.ts';
import { niivue, SLICES, type Nv, type NvLocation, type NvVolume, type View } from './niivue.ts';

/** Where the crosshair is: RAS millimetres, the image's value there, and the structure a mask says it is. */
export interface Location {
  mm: Vec3;
  value: number;
  structure: string;
}

export interface Range {
  min: number;
  max: number;
}

/** Drives NiiVue: one image, the masks over it, the crosshair, the window. Emits `change`. */
export class Engine extends EventTarget {
  masks: Mask[] = [];
  highlighted: { mask: string; label: number } | null = null;
  location: Location | null = null;
  opacity = 0.5;
  view: View = 'all';
  private nv: Nv | null = null;
  private image: NvVolume | null = null;
  private lines: unknown = null;
  private queue: Promise<void> = Promise.resolve();

  async attach(canvas: HTMLCanvasElement): Promise<void> {
    const { Niivue } = await niivue();
    const nv = new Niivue({
      backColor: [0.02, 0.027, 0.035, 1], crosshairColor: [0.95, 0.76, 0.31, 0.9], crosshairWidth: 0.4, crosshairGap: 6,
      fontColor: [0.72, 0.77, 0.83, 1], fontMinPx: 12, isColorbar: false, isOrientCube: false, isRadiologicalConvention: true,
      multiplanarShowRender: 1, multiplanarLayout: 2, multiplanarPadPixels: 4, dragAndDropEnabled: false, dragMode: 9,
      show3Dcrosshair: true, logLevel: 'error', loadingText: '', viewModeHotKey: '', clipPlaneHotKey: '',
    });
    nv.onLocationChange = (location) => this.located(location);
    nv.onIntensityChange = () => this.changed();
    await nv.attachToCanvas(canvas);
    nv.setSliceType(SLICES[this.view]);
    this.nv = nv;
  }

  /** The image's grey values that are black and white, or null before one is loaded. */
  get range(): Range | null {
    return this.image && { min: this.image.cal_min, max: this.image.cal_max };
  }

  /** Loads run one after the other, so a slow image never lands on top of a later one. */
  private then(job: () => Promise<void>): Promise<void> {
    const next = this.queue.then(job);
    this.queue = next.catch(() => undefined);
    return next;
  }

  /** Shows the image, black at `range.min` and white at `range.max`; without a range NiiVue chooses one. */
  show(image: Image, range: Range | null, signal: AbortSignal): Promise<void> {
    return this.then(async () => {
      if (signal.aborted) return;
      const volume = await this.load(api.imageUrl(image), image.name, 1, signal, range);
      this.clear();
      this.nv?.addVolume(volume);
      this.image = volume;
      this.nv?.createOnLocationChange();
      this.changed();
    });
  }

  clear(): void {
    this.drawLines([]);
    for (const volume of [...(this.nv?.volumes ?? [])].reverse()) this.nv?.removeVolume(volume);
    this.image = null;
    this.masks = [];
    this.highlighted = null;
    this.location = null;
    this.changed();
  }

  /** Draws exactly these label maps, loading the new ones. */
  setMasks(wanted: Artifact[], signal: AbortSignal): Promise<void> {
    return this.then(async () => {
      if (!this.nv || !this.image) return;
      for (const mask of this.masks.filter((m) => !wanted.some((w) => w.id === m.artifact.id))) {
        this.nv.removeVolume(mask.volume);
        this.masks = this.masks.filter((m) => m !== mask);
      }
      for (const artifact of wanted) {
        if (signal.aborted) return;
        if (this.masks.some((m) => m.artifact.id === artifact.id)) continue;
        const volume = await this.load(api.artifactUrl(artifact.id), artifact.name, this.opacity, signal);
        const mask: Mask = { artifact, volume, labels: labelsOf(artifact, this.masks.reduce((n, m) => n + m.labels.length, 0)) };
        paint(mask, null);
        this.nv.addVolume(volume);
        this.masks = [...this.masks, mask];
      }
      this.changed();
    });
  }

  private async load(url: string, name: string, opacity: number, signal: AbortSignal, range: Range | null = null): Promise<NvVolume> {
    const bytes = new Uint8Array(await api.bytes(url, signal));
    // The name's ending tells NiiVue the format; it sees by itself whether the bytes are gzipped.
    return (await niivue()).NVImage.loadFromUrl({
      url: bytes, name: `${name.replace(/\.nii(\.gz)?$/, '')}.nii`, colormap: 'gray', opacity,
      ...(range && { cal_min: range.min, cal_max: range.max }),
    });
  }

  setView(view: View): void {
    this.view = view;
    this.nv?.setSliceType(SLICES[view]);
    this.changed();
  }

  setWindow(min: number, max: number): void {
    if (!this.image) return;
    this.image.cal_min = min;
    this.image.cal_max = max;
    this.nv?.updateGLVolume();
    this.changed();
  }

  /** The range that hides only the darkest and brightest 2 %. */
  autoWindow(): void {
    if (this.image) this.setWindow(this.image.robust_min, this.image.robust_max);
  }

  setOpacity(opacity: number): void {
    this.opacity = opacity;
    for (const mask of this.masks) this.nv?.setOpacity(this.nv.volumes.indexOf(mask.volume), opacity);
    this.repaint();
  }

  setVisible(label: Label, visible: boolean): void {
    label.visible = visible;
    this.repaint();
  }

  highlight(mask: string, label: number): void {
    const same = this.highlighted?.mask === mask && this.highlighted.label === label;
    this.highlighted = same ? null : { mask, label };
    this.repaint();
  }

  private repaint(): void {
    for (const mask of this.masks) {
      const inMask = this.highlighted?.mask === mask.artifact.id;
      paint(mask, this.highlighted ? (inMask ? this.highlighted.label : -1) : null);
    }
    if (this.nv) {
      // NiiVue draws the active label more opaque, but only of masks that are at most half opaque.
      this.nv.opts.atlasActiveIndex = this.opacity <= 0.5 ? (this.highlighted?.label ?? 0) : 0;
      this.nv.updateGLVolume();
    }
    this.changed();
  }

  /** Moves the crosshair to the voxels a number came from, highlights their label, and draws the lines that were measured; null undoes it. */
  showEvidence(evidence: Evidence | null): void {
    if (!this.nv || !this.image) return;
    if (!evidence) {
      this.highlighted = null;
      this.drawLines([]);
      return this.repaint();
    }
    const mask = this.masks.find((m) => m.artifact.id === evidence.mask);
    const label = mask?.labels.find((l) => l.value === evidence.label);
    this.highlighted = mask && label ? { mask: mask.artifact.id, label: label.value } : null;
    if (label) label.visible = true;
    this.repaint();
    this.drawLines(evidence.lines ?? []);
    const line = evidence.lines?.[0];
    if (line) this.goTo(line.from.map((from, i) => (from + (line.to[i] ?? from)) / 2) as Vec3);
    else if (evidence.box) this.goTo(voxelToMm(this.image, this.target(evidence.box, mask, evidence.label)));
  }

  private target(box: { min: Vec3; max: Vec3 }, mask: Mask | undefined, label: number | undefined): Vec3 {
    if (mask && label !== undefined) return nearestVoxel(mask.volume, label, box);
    return box.min.map((min, i) => Math.round((min + (box.max[i] ?? min)) / 2)) as Vec3;
  }

  private goTo(mm: Vec3): void {
    if (!this.nv) return;
    this.nv.scene.crosshairPos = this.nv.mm2frac(mm, 0, true);
    this.nv.createOnLocationChange();
    this.nv.drawScene();
  }

  move(x: number, y: number, z: number): void {
    this.nv?.moveCrosshairInVox(x, y, z);
  }

  resetView(): void {
    this.nv?.setPan2Dxyzmm([0, 0, 0, 1]);
    this.nv?.setScale(1);
  }

  private drawLines(lines: NonNullable<Evidence['lines']>): void {
    if (this.lines) this.nv?.removeMesh(this.lines);
    this.lines = null;
    if (!this.nv || lines.length === 0) return;
    const nodes = lines.flatMap((line) => [line.from, line.to]).map(([x, y, z], i) => ({ name: `${i}`, x, y, z, colorValue: 1, sizeValue: 2 }));
    const edges = lines.map((_, i) => ({ first: 2 * i, second: 2 * i + 1, colorValue: 1 }));
    this.lines = this.nv.loadConnectomeAsMesh({
      name: 'measured', nodeColormap: 'warm', nodeColormapNegative: 'winter', nodeMinColor: 0, nodeMaxColor: 1, nodeScale: 1,
      edgeColormap: 'warm', edgeColormapNegative: 'winter', edgeMin: 0, edgeMax: 1, edgeScale: 1, showLegend: false, nodes, edges,
    });
    this.nv.addMesh(this.lines);
  }

  private located({ mm, values }: NvLocation): void {
    if (!this.nv) return;
    const at = (volume: NvVolume): number => values[this.nv?.volumes.indexOf(volume) ?? -1]?.value ?? 0;
    const structures = this.masks.flatMap((mask) => mask.labels.filter((l) => l.visible && l.value === Math.round(at(mask.volume))));
    this.location = {
      mm: [mm[0] ?? 0, mm[1] ?? 0, mm[2] ?? 0],
      value: values[0]?.value ?? NaN,
      structure: structures.map((l) => l.name.replaceAll('_', ' ')).join(', '),
    };
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
