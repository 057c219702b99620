import { describe, expect, it } from 'vitest';
import {
  type ConversationAction,
  type Message,
  MESSAGES_KEPT,
  conversationWith,
  conversations,
  endsGroup,
  noConversations,
} from '../../src/model/conversations';

const after = (...actions: ConversationAction[]) => actions.reduce(conversations, noConversations);

const message = (key: number, mine: boolean, at = 0): Message => ({
  key,
  mine,
  text: `m${key}`,
  at,
  delivery: mine ? 'sending' : 'sent',
});

const heard = (peer: string, key: number): ConversationAction => ({
  type: 'chat/message',
  peer,
  message: message(key, false),
});

describe('conversations', () => {
  it('open when a peer connects, in the order of their coming', () => {
    const state = after(
      { type: 'chat/open', peer: 'a', path: 'direct' },
      { type: 'chat/open', peer: 'b', path: 'peer' },
      { type: 'chat/open', peer: 'a', path: 'turn' },
    );
    expect(state.list.map(({ peer, path }) => [peer, path])).toEqual([
      ['a', 'turn'],
      ['b', 'peer'],
    ]);
  });

  it('count what was not seen, and forget the count when shown', () => {
    const unseen = after(heard('a', 1), heard('a', 2));
    expect(conversationWith(unseen, 'a')?.unread).toBe(2);
    const shown = conversations(unseen, { type: 'chat/shown', peer: 'a' });
    expect(conversationWith(shown, 'a')?.unread).toBe(0);
    expect(conversationWith(conversations(shown, heard('a', 3)), 'a')?.unread).toBe(0);
  });

  it('keep their messages when the connection closes', () => {
    const state = after(
      { type: 'chat/open', peer: 'a', path: 'direct' },
      heard('a', 1),
      { type: 'chat/closed', peer: 'a' },
    );
    expect(conversationWith(state, 'a')).toMatchObject({ presence: 'closed', path: null });
    expect(conversationWith(state, 'a')?.messages).toHaveLength(1);
  });

  it('do not come back when a forgotten peer closes late', () => {
    const state = after(
      { type: 'chat/open', peer: 'a', path: 'direct' },
      { type: 'chat/shown', peer: 'a' },
      { type: 'chat/forgotten', peer: 'a' },
      { type: 'chat/closed', peer: 'a' },
    );
    expect(state).toEqual(noConversations);
  });

  it('tell the delivery of one message only', () => {
    const state = after(
      { type: 'chat/message', peer: 'a', message: message(1, true) },
      { type: 'chat/message', peer: 'a', message: message(2, true) },
      { type: 'chat/delivery', peer: 'a', key: 1, delivery: 'sent' },
    );
    const deliveries = conversationWith(state, 'a')?.messages.map((it) => it.delivery);
    expect(deliveries).toEqual(['sent', 'sending']);
  });

  it('forget the oldest messages above their limit', () => {
    let state = noConversations;
    for (let key = 0; key <= MESSAGES_KEPT; key++) {
      state = conversations(state, heard('a', key));
    }
    const kept = conversationWith(state, 'a')?.messages ?? [];
    expect([kept.length, kept[0]?.key]).toEqual([MESSAGES_KEPT, 1]);
  });
});

describe('a group of messages', () => {
  it('ends with a change of sides, with time, and at the end', () => {
    const first = message(1, true, 0);
    expect(endsGroup(first, message(2, true, 60_000))).toBe(false);
    expect(endsGroup(first, message(2, false, 0))).toBe(true);
    expect(endsGroup(first, message(2, true, 120_001))).toBe(true);
    expect(endsGroup(first, undefined)).toBe(true);
  });
});
