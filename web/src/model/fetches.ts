/** The files that this peer downloads. */
import type { Problem } from './errors';
import { type Rate, sampled } from './rate';

export interface Fetch {
  readonly key: number;
  readonly link: string;
  /** Null until the manifest arrived. */
  readonly name: string | null;
  readonly size: number | null;
  readonly bytes: number;
  readonly holders: number;
  readonly rate: Rate;
  readonly startedAt: number;
  readonly stage: 'looking' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly finishedAt: number | null;
  readonly problem: Problem | null;
}

export type FetchAction =
  | {
      readonly type: 'fetch/started';
      readonly key: number;
      readonly link: string;
      readonly at: number;
    }
  | { readonly type: 'fetch/named'; readonly key: number; readonly name: string; readonly size: number }
  | {
      readonly type: 'fetch/progress';
      readonly key: number;
      readonly bytes: number;
      readonly holders: number;
      readonly at: number;
    }
  | {
      readonly type: 'fetch/done';
      readonly key: number;
      readonly name: string;
      readonly size: number;
      readonly at: number;
    }
  | { readonly type: 'fetch/failed'; readonly key: number; readonly problem: Problem; readonly at: number }
  | { readonly type: 'fetch/removed'; readonly key: number };

export function fetches(state: readonly Fetch[], action: FetchAction): readonly Fetch[] {
  switch (action.type) {
    case 'fetch/started':
      return [started(action.key, action.link, action.at), ...state];
    case 'fetch/named':
      return change(state, action.key, (it) => ({ ...it, name: action.name, size: action.size }));
    case 'fetch/progress':
      return change(state, action.key, (it) => ({
        ...it,
        stage: 'running',
        bytes: action.bytes,
        holders: action.holders,
        rate: sampled(it.rate, action.at, action.bytes),
      }));
    case 'fetch/done': {
      const { name, size, at } = action;
      return change(state, action.key, (it) => ({
        ...it,
        stage: 'done',
        name,
        size,
        bytes: size,
        finishedAt: at,
      }));
    }
    case 'fetch/failed':
      return change(state, action.key, (it) => ({
        ...it,
        stage: action.problem.code === 'cancelled' ? 'cancelled' : 'failed',
        finishedAt: action.at,
        problem: action.problem,
      }));
    case 'fetch/removed':
      return state.filter((it) => it.key !== action.key);
  }
}

/** The download of a link that is under way or complete: asking for it again adds nothing. */
export function fetchOf(state: readonly Fetch[], link: string): Fetch | null {
  const here = (it: Fetch) => it.stage !== 'failed' && it.stage !== 'cancelled';
  return state.find((it) => contentOf(it.link) === contentOf(link) && here(it)) ?? null;
}

/** Links to one file differ in their page; see the fragment. */
function contentOf(link: string): string {
  return link.slice(link.indexOf('#'));
}

function started(key: number, link: string, at: number): Fetch {
  return {
    key,
    link,
    name: null,
    size: null,
    bytes: 0,
    holders: 0,
    rate: [],
    startedAt: at,
    stage: 'looking',
    finishedAt: null,
    problem: null,
  };
}

/** A transfer that ended takes no more news: a late progress report does not wake it. */
function change(
  state: readonly Fetch[],
  key: number,
  next: (it: Fetch) => Fetch,
): readonly Fetch[] {
  return state.map((it) => (it.key === key && it.finishedAt === null ? next(it) : it));
}
