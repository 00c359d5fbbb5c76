/** Ten colours that stay apart on grey anatomy and for colour-blind readers (after Okabe and Ito, and Tol). */
const COLOURS: readonly (readonly [number, number, number])[] = [
  [242, 193, 78], [86, 180, 233], [0, 190, 140], [232, 120, 80], [204, 140, 200],
  [240, 228, 100], [110, 140, 240], [150, 210, 90], [235, 120, 150], [120, 210, 210],
];

export type Rgb = readonly [number, number, number];

/** The colour of the nth label of a legend. */
export const colourOf = (n: number): Rgb => COLOURS[n % COLOURS.length] ?? [255, 255, 255];
export const css = ([r, g, b]: Rgb): string => `rgb(${r} ${g} ${b})`;
