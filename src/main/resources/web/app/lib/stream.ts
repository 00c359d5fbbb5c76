import { isFinal, type RunEvent } from '../contract.ts';
import { api } from './api.ts';

export interface RunListener {
  event(event: RunEvent): void;
  token(text: string): void;
  connected(up: boolean): void;
}

/**
 * Follows a run's events until its final one; resolves then, or when aborted. The browser resumes a dropped stream by
 * itself (Last-Event-ID); when the server is away for longer the stream is opened anew, and events seen before are dropped by `seq`.
 */
export function follow(run: string, listener: RunListener, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let seen = 0;
    let wait = 500;
    let source: EventSource;
    let timer = 0;

    const end = () => {
      window.clearTimeout(timer);
      source.close();
      resolve();
    };
    const open = () => {
      source = new EventSource(api.eventsUrl(run));
      source.onopen = () => {
        wait = 500;
        listener.connected(true);
      };
      source.onmessage = (message: MessageEvent<string>) => {
        const event = JSON.parse(message.data) as RunEvent;
        if (event.seq <= seen) return;
        seen = event.seq;
        listener.event(event);
        if (isFinal(event.type)) end();
      };
      source.addEventListener('token', (message: MessageEvent<string>) => listener.token(tokenText(message.data)));
      source.onerror = () => {
        listener.connected(false);
        if (source.readyState !== EventSource.CLOSED) return;
        timer = window.setTimeout(open, wait);
        wait = Math.min(wait * 2, 10_000);
      };
    };
    signal.addEventListener('abort', end, { once: true });
    open();
  });
}

/** A token's data is JSON (`{"text": …}` or a string), so that line breaks survive SSE; bare text is taken as it is. */
function tokenText(data: string): string {
  try {
    const value = JSON.parse(data) as string | { text: string };
    return typeof value === 'string' ? value : value.text;
  } catch {
    return data;
  }
}
