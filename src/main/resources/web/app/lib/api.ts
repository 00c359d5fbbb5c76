import type { Conversation, Image, Plan, Problem, Study, Tool } from '../contract.ts';
import { sentence } from './format.ts';

/** What went wrong and what to do about it, in words for the reader. */
export class ApiError extends Error {
  constructor(
    override readonly cause: string,
    readonly fix: string,
    readonly status = 0,
  ) {
    super(cause);
  }
}

export function problemOf(status: number, body: string): ApiError {
  let problem: Problem = {};
  try {
    problem = JSON.parse(body) as Problem;
  } catch {
    // not JSON: a proxy's page, or nothing
  }
  const cause = problem.cause ?? problem.detail ?? problem.title ?? `The server answered ${status}.`;
  return new ApiError(sentence(cause), problem.fix ? sentence(problem.fix) : status >= 500 ? 'Try again; if it happens again, look into the server’s log.' : '', status);
}

export const unreachable = (): ApiError =>
  new ApiError('The server cannot be reached.', 'Check that Heliograph is running, then try again.');

async function call(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (e) {
    if (signal?.aborted) throw e;
    throw unreachable();
  }
  if (!response.ok) throw problemOf(response.status, await response.text());
  return response;
}

const json = async <T>(method: string, path: string, body?: unknown): Promise<T> =>
  (await (await call(method, path, body)).json()) as T;

const id = encodeURIComponent;

export const api = {
  studies: () => json<Study[]>('GET', '/api/studies'),
  deleteStudy: async (study: string) => void (await call('DELETE', `/api/studies/${id(study)}`)),
  tools: () => json<Tool[]>('GET', '/api/tools'),
  conversations: () => json<Conversation[]>('GET', '/api/conversations'),
  conversation: (c: string) => json<Conversation>('GET', `/api/conversations/${id(c)}`),
  createConversation: (studies: string[]) => json<Conversation>('POST', '/api/conversations', { studies }),
  send: (c: string, text: string) => json<{ run: string }>('POST', `/api/conversations/${id(c)}/messages`, { text }),
  cancel: async (run: string) => void (await call('POST', `/api/runs/${id(run)}/cancel`)),
  approve: async (run: string, approved: boolean, plan?: Plan) =>
    void (await call('POST', `/api/runs/${id(run)}/approval`, plan ? { approved, plan } : { approved })),
  imageUrl: (image: Image) => `/api/images/${id(image.id)}`,
  artifactUrl: (artifact: string) => `/api/artifacts/${id(artifact)}`,
  eventsUrl: (run: string) => `/api/runs/${id(run)}/events?tokens=true`,
  bytes: async (url: string, signal?: AbortSignal) => (await call('GET', url, undefined, signal)).arrayBuffer(),
};
