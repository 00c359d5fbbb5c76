/** The JSON of Heliograph's HTTP API and run events, as `schemas/*.schema.json` and `docs/contracts.md` define it. */

export type ModalityCode = 'CT' | 'MR' | 'PT' | 'CR' | 'DX' | 'US' | 'SM' | 'XC' | 'OT' | 'UNKNOWN';
export type Vec3 = [number, number, number];

export interface Geometry {
  /** Voxels along x, y and z. */
  size: Vec3;
  spacingMm: Vec3;
}

export interface Image {
  id: string;
  name: string;
  kind: 'volume' | 'picture';
  modality: { value: ModalityCode; source: string };
  geometry?: Geometry;
  mediaType: string;
  bytes: number;
  warnings: string[];
}

export interface Study {
  id: string;
  name: string;
  createdAt: string;
  origin: string;
  images: Image[];
  warnings: string[];
}

export interface StudyRef {
  id: string;
  as: string;
}
export interface RunSummary {
  id: string;
  text: string;
  endedWith?: string | null;
  createdAt: string;
}
export interface Conversation {
  id: string;
  agent: string;
  /** What was asked first; empty before. */
  title: string;
  studies: StudyRef[];
  runs: RunSummary[];
}

export interface PortSchema {
  'x-type'?: string;
  'x-vocabulary'?: string;
  'x-requires'?: { modality?: ModalityCode[]; kind?: string[] };
}
export interface Tool {
  name: string;
  version: string;
  title: string;
  description: string;
  examples?: string[];
  input: { properties: Record<string, PortSchema> };
  provides?: string[];
  effects: 'read' | 'write';
  /** False where it cannot run here: a model that was not pulled. */
  available?: boolean;
}

export interface Evidence {
  image?: string;
  mask?: string;
  structure?: string;
  label?: number;
  /** Voxel indices (i, j, k) in the image, both corners inclusive. */
  box?: { min: Vec3; max: Vec3 };
  /** What was counted, one by one. */
  boxes?: { min: Vec3; max: Vec3; score: number }[];
  /** Ends in RAS millimetres. */
  lines?: { name: string; from: Vec3; to: Vec3 }[];
  method: string;
  tool: string;
  citation?: string;
  /** Ids of the quantities it was calculated from. */
  inputs?: string[];
}
export interface Quantity {
  id?: string;
  output: string;
  structure?: string;
  kind: string;
  value: number;
  /** UCUM code. */
  unit: string;
  display?: string;
  bound: 'exact' | 'lower' | 'upper' | 'reference';
  evidence: Evidence;
}
export interface Artifact {
  id: string;
  kind: 'label_map' | 'table' | 'picture' | 'report';
  image?: string;
  name: string;
  mediaType: string;
  bytes: number;
  structures?: Record<string, string>;
  producer: string;
}
export interface Warning {
  code: string;
  message: string;
}

interface Outcome {
  outputs: Record<string, unknown>;
  quantities: Quantity[];
  artifacts: Artifact[];
  warnings: Warning[];
}
export type ToolResult =
  | ({ status: 'completed' } & Outcome)
  | ({ status: 'incomplete'; reason: string } & Outcome)
  | { status: 'rejected'; reason: string; fix: string }
  | { status: 'failed'; cause: string; retryable: boolean }
  | { status: 'cancelled' };

export interface Step {
  id: string;
  tool?: string;
  args?: Record<string, unknown>;
  why?: string;
  when?: unknown;
  forEach?: string;
  as?: string;
  do?: Step[];
}
export interface Plan {
  steps: Step[];
}
export interface Choice {
  value: string;
  label: string;
}
export type Segment = { text: string } | { quantity: string; display: string };
export interface Answer {
  text: string;
  segments: Segment[];
  quantities?: Quantity[];
  withheld: { reason: string }[];
}

interface Payloads {
  run_started: { conversation: string; text: string; agent: string; planner: string; tools: string[]; studies: StudyRef[] };
  queued: { position: number };
  model_called: { model: string; inputTokens?: number; outputTokens?: number; millis: number; outcome: string };
  plan_proposed: { plan: Plan; explanation?: Record<string, unknown> };
  plan_rejected: { plan?: unknown; problems: { path: string; code: string; message: string; fix: string }[] };
  approval_requested: { reason: string; plan: Plan };
  approval_decided: { approved: boolean; plan?: Plan };
  tool_started: { step: string; call: string; tool: string; arguments: Record<string, unknown>; attempt: number };
  tool_progress: { step: string; call: string; fraction: number; message: string };
  tool_finished: { step: string; call: string; tool: string; millis: number; result: ToolResult };
  step_skipped: { step: string; reason: string };
  retry: { step?: string; attempt: number; delayMs?: number; cause: string };
  warning: { code: string; message: string; step?: string };
  resumed: { afterSeq: number };
  clarification_asked: { slot: string; text: string; choices: Choice[] };
  answer: Answer;
  refused: { reason: string; alternatives: string[] };
  cancelled: { by: string };
  failed: { cause: string; fix: string; retryable: boolean };
}
export type EventType = keyof Payloads;
export type RunEvent = { [T in EventType]: { run: string; seq: number; type: T; at: string; payload: Payloads[T] } }[EventType];
export type PayloadOf<T extends EventType> = Payloads[T];

const FINAL: ReadonlySet<string> = new Set<EventType>(['clarification_asked', 'answer', 'refused', 'cancelled', 'failed']);
export const isFinal = (type: string): boolean => FINAL.has(type);

/** RFC 9457, with Heliograph's `fix`. */
export interface Problem {
  title?: string;
  detail?: string;
  cause?: string;
  fix?: string;
  status?: number;
}
