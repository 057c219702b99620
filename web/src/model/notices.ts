/** Short messages that appear for a while and are read out. */

export interface Notice {
  readonly key: number;
  readonly tone: 'info' | 'good' | 'bad';
  readonly text: string;
  /** The error code, for errors. */
  readonly code: string | null;
}

export type NoticeAction =
  | { readonly type: 'notice/shown'; readonly notice: Notice }
  | { readonly type: 'notice/dismissed'; readonly key: number };

/** More than this at once and nobody reads any; the oldest goes. */
export const NOTICES_SHOWN = 3;

export function notices(state: readonly Notice[], action: NoticeAction): readonly Notice[] {
  switch (action.type) {
    case 'notice/shown': {
      const same = (it: Notice) =>
        it.text === action.notice.text && it.code === action.notice.code;
      return [...state.filter((it) => !same(it)), action.notice].slice(-NOTICES_SHOWN);
    }
    case 'notice/dismissed':
      return state.filter((it) => it.key !== action.key);
  }
}
