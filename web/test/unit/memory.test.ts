import { describe, expect, it } from 'vitest';
import { type ConversationAction, conversations, noConversations } from '../../src/model/conversations';
import { REMEMBERED, read, written } from '../../src/model/memory';

const TALK: readonly ConversationAction[] = [
  { type: 'chat/open', peer: 'a', path: 'direct' },
  { type: 'chat/open', peer: 'b', path: 'direct' },
  { type: 'chat/closed', peer: 'b' },
  line('a', 1, 'hello', 'sent'),
  line('a', 2, 'lost', 'sending'),
];

function line(
  peer: string,
  key: number,
  text: string,
  delivery: 'sending' | 'sent',
): ConversationAction {
  return { type: 'chat/message', peer, message: { key, mine: true, text, at: key, delivery } };
}

const state = TALK.reduce(conversations, noConversations);
const keys = () => {
  let last = 100;
  return () => ++last;
};

describe('the memory of a tab', () => {
  it('brings the messages back, those under way as not sent', () => {
    const { list } = read(written('me', state), 'me', keys());
    expect(list.map((it) => [it.peer, it.presence])).toEqual([
      ['a', 'closed'],
      ['b', 'closed'],
    ]);
    expect(list[0]?.messages.map((it) => [it.key, it.text, it.delivery])).toEqual([
      [101, 'hello', 'sent'],
      [102, 'lost', 'failed'],
    ]);
  });

  it('knows who was connected', () => {
    expect(read(written('me', state), 'me', keys()).open).toEqual(['a']);
  });

  it('is not for another peer, as in a duplicated tab', () => {
    expect(read(written('me', state), 'other', keys()).list).toEqual([]);
  });

  it('survives what it cannot read', () => {
    for (const text of [null, '', '{', '{"version":2,"self":"me"}', 'null']) {
      expect(read(text, 'me', keys())).toEqual({ list: [], open: [] });
    }
  });

  it('is bounded', () => {
    let long = noConversations;
    for (let key = 0; key < REMEMBERED + 5; key++) {
      long = conversations(long, line('a', key, `${key}`, 'sent'));
    }
    const { list } = read(written('me', long), 'me', keys());
    expect(list[0]?.messages.map((it) => it.text).at(0)).toBe('5');
    expect(list[0]?.messages).toHaveLength(REMEMBERED);
  });

  it('does not replace a conversation that began meanwhile', () => {
    const began = conversations(noConversations, line('a', 7, 'new', 'sent'));
    const { list } = read(written('me', state), 'me', keys());
    const restored = conversations(began, { type: 'chat/restored', list });
    expect(restored.list.find((it) => it.peer === 'a')?.messages.map((it) => it.text)).toEqual([
      'new',
    ]);
  });
});
