/** The files that this peer offers. */
import type { Problem } from './errors';

export interface Share {
  readonly key: number;
  readonly name: string;
  readonly size: number;
  /** Bytes hashed so far. */
  readonly hashed: number;
  /** The page's address with the link in its fragment, once the file is offered. */
  readonly link: string | null;
  readonly problem: Problem | null;
}

export type ShareAction =
  | {
      readonly type: 'share/started';
      readonly key: number;
      readonly name: string;
      readonly size: number;
    }
  | { readonly type: 'share/hashed'; readonly key: number; readonly bytes: number }
  | { readonly type: 'share/offered'; readonly key: number; readonly link: string }
  | { readonly type: 'share/failed'; readonly key: number; readonly problem: Problem }
  | { readonly type: 'share/removed'; readonly key: number };

export function shares(state: readonly Share[], action: ShareAction): readonly Share[] {
  switch (action.type) {
    case 'share/started': {
      const { key, name, size } = action;
      return [{ key, name, size, hashed: 0, link: null, problem: null }, ...state];
    }
    case 'share/hashed':
      return change(state, action.key, (it) => ({ ...it, hashed: Math.max(it.hashed, action.bytes) }));
    case 'share/offered':
      return change(state, action.key, (it) => ({ ...it, hashed: it.size, link: action.link }));
    case 'share/failed':
      return change(state, action.key, (it) => ({ ...it, problem: action.problem }));
    case 'share/removed':
      return state.filter((it) => it.key !== action.key);
  }
}

function change(
  state: readonly Share[],
  key: number,
  next: (it: Share) => Share,
): readonly Share[] {
  return state.map((it) => (it.key === key ? next(it) : it));
}
