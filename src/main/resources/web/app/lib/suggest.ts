import type { Image, Study, Tool } from '../contract.ts';
import { sentence } from './format.ts';

const FAVOURITES = ['liver', 'spleen', 'left_kidney', 'right_kidney', 'kidneys', 'gallbladder', 'pancreas'];

/** Up to `limit` questions that the registered tools can answer on this study, from the tools' own examples. */
export function suggest(study: Study, registered: Tool[], limit = 5): string[] {
  const tools = registered.filter((tool) => tool.available !== false);
  const usable = tools.filter((tool) => takesImageOf(tool, study));
  const structures = usable.flatMap((tool) => tool.provides ?? []);
  const ranked = [...new Set(structures)].sort((a, b) => rank(a) - rank(b));
  const questions: string[] = [];
  let next = 0;
  // Measurements first: a mask alone is seldom the question.
  for (const tool of [...tools].sort((a, b) => Number(aboutStructure(b)) - Number(aboutStructure(a)))) {
    if (aboutStructure(tool) ? ranked.length === 0 : !usable.includes(tool)) continue;
    const example = (tool.examples ?? []).find((e) => fillable(e, ranked.length > 0));
    if (!example) continue;
    const structure = example.includes('{structure}') ? (ranked[next++ % Math.min(ranked.length, 3)] ?? '') : '';
    questions.push(sentence(example.replaceAll('{structure}', structure.replaceAll('_', ' '))));
  }
  return [...new Set(questions)].slice(0, limit);
}

/** Whether it works on a structure, so on a mask that another tool makes. */
const aboutStructure = (tool: Tool): boolean =>
  Object.values(tool.input.properties).some((p) => /^(LabelMap|Structure)/.test(p['x-type'] ?? ''));

function takesImageOf(tool: Tool, study: Study): boolean {
  const images = Object.values(tool.input.properties).filter((p) => /^Image\??$/.test(p['x-type'] ?? ''));
  return images.length > 0 && images.every((port) => study.images.some((image) => accepts(port['x-requires'], image)));
}

function accepts(requires: { modality?: string[]; kind?: string[] } | undefined, image: Image): boolean {
  const modality = image.modality.value;
  return (
    (!requires?.modality || modality === 'UNKNOWN' || requires.modality.includes(modality)) &&
    (!requires?.kind || requires.kind.includes(image.kind))
  );
}

/** Whether a name of an organ can stand for its only slot; "how many {structure}" asks for a plural of lesions. */
const fillable = (example: string, hasStructures: boolean): boolean =>
  !/\{(?!structure\})/.test(example) && !/(many|count the|number of) \{/.test(example) && (hasStructures || !example.includes('{'));

function rank(structure: string): number {
  const i = FAVOURITES.indexOf(structure);
  return i < 0 ? FAVOURITES.length : i;
}
