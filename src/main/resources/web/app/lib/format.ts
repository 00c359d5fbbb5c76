import type { Image, Study } from '../contract.ts';

export function bytes(n: number): string {
  if (n < 1000) return `${n} B`;
  const units = ['kB', 'MB', 'GB'];
  let value = n / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

export function millis(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** With a capital, unless it begins with a file's name. */
export const sentence = (text: string): string => (/^\S+\.\w/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1));

/** "segment_abdomen" → "Segment abdomen". */
export const words = (name: string): string => sentence(name.replaceAll('_', ' '));

export function modality(image: Image): string {
  const { value, source } = image.modality;
  if (value === 'UNKNOWN') return '?';
  return source.toLowerCase() === 'inferred' ? `${value}?` : value;
}

export const modalities = (study: Study): string => [...new Set(study.images.map(modality))].join(' · ');

/** "122 × 101 × 112 · 3 × 3 × 3 mm" */
export function grid(image: Image): string {
  const g = image.geometry;
  if (!g) return '';
  if (image.kind === 'picture') return `${g.size[0]} × ${g.size[1]}`;
  return `${g.size.join(' × ')} · ${g.spacingMm.map((s) => Number(s.toFixed(2))).join(' × ')} mm`;
}
