import type { Answer, Artifact, PayloadOf, Plan, Quantity, RunEvent, Step, ToolResult } from '../contract.ts';

export type StepState = 'waiting' | 'running' | 'done' | 'incomplete' | 'rejected' | 'failed' | 'cancelled' | 'skipped';

/** One step of the plan as the reader sees it. */
export interface StepView {
  id: string;
  tool: string;
  why: string;
  /** Ids of the steps whose outputs it uses. */
  after: string[];
  state: StepState;
  fraction: number;
  message: string;
  startedAt: number;
  millis: number | null;
  quantities: Quantity[];
}

/** A run as far as its events tell; made by `apply` alone, so a reload shows the same as having watched. */
export interface RunView {
  id: string;
  text: string;
  agent: string;
  /** It had ended before the page opened it; its events are only read again. */
  past: boolean;
  connected: boolean;
  queue: number | null;
  steps: StepView[];
  rejected: PayloadOf<'plan_rejected'>['problems'];
  approval: { reason: string; plan: Plan } | null;
  notes: { code: string; message: string }[];
  masks: Artifact[];
  draft: string;
  startedAt: number;
  endedAt: number | null;
  end:
    | { type: 'answer'; answer: Answer }
    | { type: 'clarification_asked'; question: PayloadOf<'clarification_asked'> }
    | { type: 'refused'; refusal: PayloadOf<'refused'> }
    | { type: 'cancelled'; by: string }
    | { type: 'failed'; failure: PayloadOf<'failed'> }
    | null;
}

export function newRun(id: string, text: string, past = false): RunView {
  return {
    id, text, past, agent: '', connected: true, queue: null, steps: [], rejected: [], approval: null, notes: [], masks: [], draft: '',
    startedAt: Date.now(), endedAt: null, end: null,
  };
}

/** Changes `run` by one event. */
export function apply(run: RunView, event: RunEvent): void {
  const at = Date.parse(event.at);
  switch (event.type) {
    case 'run_started':
      run.text = event.payload.text;
      run.agent = event.payload.agent;
      run.startedAt = at;
      break;
    case 'queued':
      run.queue = event.payload.position;
      break;
    case 'plan_proposed':
      run.queue = null;
      run.rejected = [];
      addSteps(run, event.payload.plan.steps);
      break;
    case 'plan_rejected':
      run.rejected = event.payload.problems;
      break;
    case 'approval_requested':
      run.approval = event.payload;
      break;
    case 'approval_decided':
      run.approval = null;
      if (event.payload.plan) addSteps(run, event.payload.plan.steps);
      break;
    case 'tool_started':
      run.queue = null;
      Object.assign(stepOf(run, event.payload.step, event.payload.tool), { state: 'running', fraction: 0, message: '', startedAt: at });
      break;
    case 'tool_progress':
      Object.assign(stepOf(run, event.payload.step), { fraction: event.payload.fraction, message: event.payload.message });
      break;
    case 'tool_finished':
      finish(run, stepOf(run, event.payload.step, event.payload.tool), event.payload.millis, event.payload.result);
      break;
    case 'step_skipped':
      Object.assign(stepOf(run, event.payload.step), { state: 'skipped', message: event.payload.reason });
      break;
    case 'retry':
      if (event.payload.step) stepOf(run, event.payload.step).message = `trying again: ${event.payload.cause}`;
      break;
    case 'warning':
      note(run, event.payload);
      break;
    case 'model_called':
    case 'resumed':
      break;
    case 'answer':
      end(run, at, { type: 'answer', answer: event.payload });
      break;
    case 'clarification_asked':
      end(run, at, { type: 'clarification_asked', question: event.payload });
      break;
    case 'refused':
      end(run, at, { type: 'refused', refusal: event.payload });
      break;
    case 'cancelled':
      end(run, at, { type: 'cancelled', by: event.payload.by });
      break;
    case 'failed':
      end(run, at, { type: 'failed', failure: event.payload });
      break;
  }
}

function end(run: RunView, at: number, how: NonNullable<RunView['end']>): void {
  run.end = how;
  run.endedAt = at;
  run.draft = '';
  run.queue = null;
  run.approval = null;
  // No step may look alive after the run's end, whatever the log did not say.
  for (const step of run.steps) {
    if (step.state === 'running') step.state = how.type === 'cancelled' ? 'cancelled' : 'failed';
    if (step.state === 'waiting') step.state = 'skipped';
  }
}

function finish(run: RunView, step: StepView, millis: number, result: ToolResult): void {
  step.millis = millis;
  step.fraction = 1;
  switch (result.status) {
    case 'completed':
    case 'incomplete':
      step.state = result.status === 'completed' ? 'done' : 'incomplete';
      step.message = result.status === 'incomplete' ? result.reason : '';
      step.quantities = result.quantities;
      run.masks.push(...result.artifacts.filter((a) => a.kind === 'label_map'));
      result.warnings.forEach((w) => note(run, w));
      break;
    case 'rejected':
      step.state = 'rejected';
      step.message = `${result.reason} ${result.fix}`.trim();
      break;
    case 'failed':
      step.state = 'failed';
      step.message = result.cause;
      break;
    case 'cancelled':
      step.state = 'cancelled';
  }
}

function note(run: RunView, warning: { code: string; message: string }): void {
  if (!run.notes.some((n) => n.message === warning.message)) run.notes.push({ code: warning.code, message: warning.message });
}

function stepOf(run: RunView, id: string, tool = ''): StepView {
  let step = run.steps.find((s) => s.id === id);
  if (!step) {
    step = newStep({ id, tool });
    run.steps.push(step);
  }
  return step;
}

function addSteps(run: RunView, steps: Step[]): void {
  for (const step of steps) {
    if (step.do) addSteps(run, step.do);
    else if (!run.steps.some((s) => s.id === step.id)) run.steps.push(newStep(step));
  }
}

function newStep(step: Step): StepView {
  return {
    id: step.id, tool: (step.tool ?? '').replace(/@.*/, ''), why: step.why ?? '', after: references(step), state: 'waiting',
    fraction: 0, message: '', startedAt: 0, millis: null, quantities: [],
  };
}

function references(step: Step): string[] {
  const text = JSON.stringify([step.args ?? {}, step.when ?? null]);
  return [...new Set([...text.matchAll(/"\$([a-z][a-z0-9_]*)\./g)].map((m) => m[1] ?? ''))];
}
