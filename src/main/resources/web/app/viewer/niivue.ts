/**
 * The part of NiiVue that the viewer uses. The library is `dist/index.js` of npm's @niivue/niivue 0.69.0, unchanged (SHA-256
 * d6c2be4feb1ad53b2ac76b4196da8d8fd2263b662b511c55ca0fd127eb6a6532), under `public/static`, and loaded when first needed.
 */
import type { Vec3 } from '../contract.ts';

export interface NvVolume {
  id: string;
  name: string;
  hdr: { affine: number[][]; dims: number[]; scl_slope: number; scl_inter: number };
  img: ArrayLike<number>;
  cal_min: number;
  cal_max: number;
  robust_min: number;
  robust_max: number;
  setColormapLabel(map: { R: number[]; G: number[]; B: number[]; A: number[]; I: number[]; labels: string[] }): void;
}
export interface NvLocation {
  mm: ArrayLike<number>;
  vox: ArrayLike<number>;
  values: { value: number }[];
}
export interface Nv {
  volumes: NvVolume[];
  scene: { crosshairPos: ArrayLike<number> };
  opts: Record<string, unknown>;
  onLocationChange: (location: NvLocation) => void;
  onIntensityChange: (volume: NvVolume) => void;
  attachToCanvas(canvas: HTMLCanvasElement): Promise<unknown>;
  addVolume(volume: NvVolume): void;
  removeVolume(volume: NvVolume): void;
  setOpacity(index: number, opacity: number): void;
  setSliceType(type: number): void;
  setMultiplanarLayout(layout: number): void;
  mm2frac(mm: Vec3, volume?: number, isSliceMm?: boolean): ArrayLike<number>;
  createOnLocationChange(): void;
  moveCrosshairInVox(x: number, y: number, z: number): void;
  setPan2Dxyzmm(pan: [number, number, number, number]): void;
  setScale(scale: number): void;
  updateGLVolume(): void;
  drawScene(): void;
  removeMesh(mesh: unknown): void;
  addMesh(mesh: unknown): void;
  loadConnectomeAsMesh(connectome: unknown): unknown;
}
interface NiivueModule {
  Niivue: new (options: Record<string, unknown>) => Nv;
  NVImage: { loadFromUrl(options: { url: Uint8Array; name: string; colormap: string; opacity: number; cal_min?: number; cal_max?: number }): Promise<NvVolume> };
}

const ADDRESS = '/static/niivue-0.69.0/index.js';
let loading: Promise<NiivueModule> | null = null;

/** The library, fetched once. */
export const niivue = (): Promise<NiivueModule> => (loading ??= import(ADDRESS) as Promise<NiivueModule>);

export const SLICES = { axial: 0, coronal: 1, sagittal: 2, all: 3, render: 4 } as const;
export type View = keyof typeof SLICES;
