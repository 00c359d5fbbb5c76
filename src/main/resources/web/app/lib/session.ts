import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Conversation, Evidence, Image, Quantity, Study, StudyRef, Tool } from '../contract.ts';
import { api, ApiError } from './api.ts';
import { apply, newRun, type RunView } from './run.ts';
import { follow } from './stream.ts';

/** The page's state: what is loaded, what is open, what was said. One instance; components `watch` it. */
class Session extends EventTarget {
  studies: Study[] | null = null;
  tools: Tool[] = [];
  history: Conversation[] = [];
  study: Study | null = null;
  image: Image | null = null;
  conversation: string | null = null;
  refs: StudyRef[] = [];
  runs: RunView[] = [];
  /** The quantity whose evidence the viewer shows; a new object at each click. */
  shown: { quantity: Quantity } | null = null;
  error: { cause: string; fix: string } | null = null;
  private following = new AbortController();
  private scheduled = false;

  get running(): RunView | null {
    return this.runs.find((run) => !run.end && !run.past) ?? null;
  }

  async start(): Promise<void> {
    await Promise.all([this.loadStudies(), this.loadTools(), this.loadHistory()]);
    const wanted = new URLSearchParams(location.hash.slice(1)).get('conversation');
    if (wanted) await this.open(wanted);
    setInterval(() => void this.refresh(), 3000);
  }

  /** Shows what came or went meanwhile: samples on the first start, studies that the command line loaded. */
  private async refresh(): Promise<void> {
    if (document.hidden) return;
    try {
      const studies = await api.studies();
      const ids = (list: Study[] | null) => list?.map((s) => s.id).join();
      if (ids(studies) === ids(this.studies)) return;
      this.studies = studies;
      this.changed();
    } catch {
      // What the user does next will say that the server is gone.
    }
  }

  async loadStudies(): Promise<void> {
    await this.attempt(async () => {
      this.studies = await api.studies();
    });
  }

  private async loadTools(): Promise<void> {
    await this.attempt(async () => {
      this.tools = await api.tools();
    });
  }

  async loadHistory(): Promise<void> {
    await this.attempt(async () => {
      this.history = await api.conversations();
    });
  }

  /** Shows a study; a conversation about other studies is left. */
  select(study: Study, image: Image | undefined = study.images[0]): void {
    if (!this.refs.some((ref) => ref.id === study.id)) this.leave();
    this.study = study;
    this.image = image ?? null;
    this.shown = null;
    this.changed();
  }

  leave(): void {
    this.following.abort();
    this.following = new AbortController();
    this.conversation = null;
    this.refs = [];
    this.runs = [];
    this.shown = null;
    window.history.replaceState(null, '', location.pathname);
    this.changed();
  }

  async remove(study: Study): Promise<void> {
    await this.attempt(async () => {
      await api.deleteStudy(study.id);
      this.studies = (this.studies ?? []).filter((s) => s.id !== study.id);
      if (this.study?.id === study.id) {
        this.leave();
        this.study = null;
        this.image = null;
      }
    });
  }

  async open(id: string): Promise<void> {
    await this.attempt(async () => {
      const conversation = await api.conversation(id);
      this.leave();
      this.enter(conversation.id, conversation.studies);
      const study = this.studies?.find((s) => s.id === conversation.studies[0]?.id);
      this.study = study ?? null;
      this.image = study?.images[0] ?? null;
      this.runs = conversation.runs.map((run) => newRun(run.id, run.text, Boolean(run.endedWith)));
      this.changed();
      const signal = this.following.signal;
      // One after the other: a browser opens only six connections to one host.
      for (const run of this.runs) {
        if (signal.aborted) return;
        await this.follow(run);
      }
    });
  }

  /** Says this in the conversation, a new one if none is open; false if it could not be sent. */
  async ask(text: string): Promise<boolean> {
    const study = this.study;
    if (!study || this.running) return false;
    return this.attempt(async () => {
      if (!this.conversation) {
        const conversation = await api.createConversation([study.id]);
        this.enter(conversation.id, conversation.studies);
      }
      const { run } = await api.send(this.conversation ?? '', text);
      const view = newRun(run, text);
      this.runs = [...this.runs, view];
      this.changed();
      void this.follow(view).then(() => this.loadHistory());
    });
  }

  async stop(): Promise<void> {
    const run = this.running;
    if (run) await this.attempt(() => api.cancel(run.id));
  }

  async decide(run: RunView, approved: boolean): Promise<void> {
    await this.attempt(() => api.approve(run.id, approved));
  }

  /** Shows the voxels of a quantity; of a calculated one, at each click those of its next input. */
  show(quantity: Quantity): void {
    const evidence: Evidence = quantity.evidence;
    const inputs = evidence.inputs ?? [];
    const next = inputs[(inputs.indexOf(this.shown?.quantity.id ?? '') + 1) % inputs.length];
    const input = next && this.runs.flatMap((r) => r.steps).flatMap((s) => s.quantities).find((q) => q.id === next);
    if (input) {
      this.show(input);
      return;
    }
    if (evidence.image && evidence.image !== this.image?.id) {
      const study = this.studies?.find((s) => s.images.some((i) => i.id === evidence.image));
      this.study = study ?? this.study;
      this.image = study?.images.find((i) => i.id === evidence.image) ?? this.image;
    }
    this.shown = { quantity };
    this.changed();
  }

  fail(e: unknown): void {
    if (e instanceof DOMException && e.name === 'AbortError') return;
    this.error = e instanceof ApiError ? { cause: e.cause, fix: e.fix } : { cause: String(e), fix: 'Reload the page.' };
    this.changed();
  }

  dismiss(): void {
    this.error = null;
    this.changed();
  }

  private enter(id: string, refs: StudyRef[]): void {
    this.conversation = id;
    this.refs = refs;
    window.history.replaceState(null, '', `#conversation=${encodeURIComponent(id)}`);
  }

  private follow(run: RunView): Promise<void> {
    return follow(run.id, {
      event: (event) => {
        apply(run, event);
        this.changed();
      },
      token: (text) => {
        run.draft += text;
        this.changed();
      },
      connected: (up) => {
        run.connected = up;
        this.changed();
      },
    }, this.following.signal);
  }

  private async attempt(action: () => Promise<void>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (e) {
      this.fail(e);
      return false;
    } finally {
      this.changed();
    }
  }

  /** Tells the components, once for all changes of the same moment. */
  changed(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      this.dispatchEvent(new Event('change'));
    });
  }
}

export const session = new Session();

/** Re-renders the component whenever the session changes. */
export class Watch implements ReactiveController {
  private readonly update = () => this.host.requestUpdate();
  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }
  hostConnected(): void {
    session.addEventListener('change', this.update);
  }
  hostDisconnected(): void {
    session.removeEventListener('change', this.update);
  }
}
