/** Everything the page shows, and how actions change it. Pure: the control folder does the rest. */
import type { NetworkView } from '@gossamer/peer';
import {
  type ConversationAction,
  type Conversations,
  conversations,
  noConversations,
} from './conversations';
import type { Problem } from './errors';
import { type Fetch, type FetchAction, fetches } from './fetches';
import { type Notice, type NoticeAction, notices } from './notices';
import { type Share, type ShareAction, shares } from './shares';
import type { Phase } from './status';

/** The panel on screen where there is room for one only. */
export type Panel = 'people' | 'files' | 'network';

export interface Self {
  readonly id: string;
  readonly link: string;
}

/** A connection that is being opened. */
export interface Dial {
  readonly key: number;
  readonly label: string;
}

export interface State {
  readonly phase: Phase;
  readonly self: Self | null;
  readonly network: NetworkView | null;
  readonly detached: boolean;
  /** Why joining failed last, and when it is tried again (milliseconds). */
  readonly failure: { readonly problem: Problem; readonly retryAt: number } | null;
  readonly panel: Panel;
  readonly dials: readonly Dial[];
  readonly conversations: Conversations;
  readonly shares: readonly Share[];
  readonly fetches: readonly Fetch[];
  readonly notices: readonly Notice[];
  /** A newer version of the application waits for a reload. */
  readonly updateReady: boolean;
}

export type SelfAction =
  | { readonly type: 'self/joining' }
  | { readonly type: 'self/joined'; readonly self: Self }
  | { readonly type: 'self/failed'; readonly problem: Problem; readonly retryAt: number }
  | { readonly type: 'self/link'; readonly link: string }
  | { readonly type: 'self/network'; readonly network: NetworkView }
  | { readonly type: 'self/detached'; readonly detached: boolean };

export type PageAction =
  | { readonly type: 'page/panel'; readonly panel: Panel }
  | { readonly type: 'page/update-ready' }
  | { readonly type: 'page/dialling'; readonly dial: Dial }
  | { readonly type: 'page/dialled'; readonly key: number };

export type Action =
  | SelfAction
  | PageAction
  | ConversationAction
  | ShareAction
  | FetchAction
  | NoticeAction;

/** The state before anything happened. */
export function initialState(secure: boolean): State {
  return {
    phase: secure ? 'joining' : 'insecure',
    self: null,
    network: null,
    detached: false,
    failure: null,
    panel: 'people',
    dials: [],
    conversations: noConversations,
    shares: [],
    fetches: [],
    notices: [],
    updateReady: false,
  };
}

export function reduce(state: State, action: Action): State {
  const slice = action.type.slice(0, action.type.indexOf('/'));
  switch (slice) {
    case 'chat':
      return {
        ...state,
        conversations: conversations(state.conversations, action as ConversationAction),
      };
    case 'share':
      return { ...state, shares: shares(state.shares, action as ShareAction) };
    case 'fetch':
      return { ...state, fetches: fetches(state.fetches, action as FetchAction) };
    case 'notice':
      return { ...state, notices: notices(state.notices, action as NoticeAction) };
    case 'self':
      return self(state, action as SelfAction);
    default:
      return page(state, action as PageAction);
  }
}

function self(state: State, action: SelfAction): State {
  switch (action.type) {
    case 'self/joining':
      return { ...state, phase: 'joining' };
    case 'self/joined':
      return { ...state, phase: 'joined', self: action.self, failure: null };
    case 'self/failed': {
      const { problem, retryAt } = action;
      return { ...state, phase: 'failed', failure: { problem, retryAt } };
    }
    case 'self/link':
      return state.self ? { ...state, self: { ...state.self, link: action.link } } : state;
    case 'self/network':
      return { ...state, network: action.network };
    case 'self/detached':
      return { ...state, detached: action.detached };
  }
}

function page(state: State, action: PageAction): State {
  switch (action.type) {
    case 'page/panel':
      return { ...state, panel: action.panel };
    case 'page/update-ready':
      return { ...state, updateReady: true };
    case 'page/dialling':
      return { ...state, dials: [...state.dials, action.dial] };
    case 'page/dialled':
      return { ...state, dials: state.dials.filter((it) => it.key !== action.key) };
  }
}
