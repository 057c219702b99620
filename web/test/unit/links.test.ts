import { describe, expect, it } from 'vitest';
import { codeOf } from '../../src/model/errors';
import { piecesOf, targetIn, targetOf } from '../../src/model/links';

const ID = '7c3e51a09b2f4d6688aa01cc5d3e9f7712ab34cd';
const FILE = `https://mesh.example/#f1.${'k'.repeat(43)}.${'r'.repeat(60)}`;
const PEER = `https://mesh.example/#p1.${'r'.repeat(200)}`;

function failure(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return codeOf(error);
  }
  return 'none';
}

describe('what is pasted', () => {
  it('may be an id, in either case and with spaces around', () => {
    expect(targetOf(`  ${ID.toUpperCase()}\n`)).toMatchObject({ kind: 'peer', address: ID });
  });

  it('may be a link to a peer', () => {
    expect(targetOf(PEER)).toMatchObject({ kind: 'peer', address: PEER });
  });

  it('may be a link to a file, broken by a mail program', () => {
    const broken = `${FILE.slice(0, 40)}\r\n${FILE.slice(40)}`;
    expect(targetOf(broken)).toEqual({ kind: 'file', link: FILE });
  });

  it('is refused when it is neither', () => {
    for (const text of ['', 'hello', ID.slice(1), 'https://mesh.example/', '#p1.', '#q1.abc']) {
      expect(failure(() => targetOf(text)), text).toBe('malformed');
    }
  });

  it('is refused as too new when it is of a later version', () => {
    expect(failure(() => targetOf('https://mesh.example/#p2.abc'))).toBe('unknown-version');
  });
});

describe('the fragment of the page', () => {
  it('is a target when it looks like one', () => {
    expect(targetIn(new URL(PEER).hash)?.kind).toBe('peer');
    expect(targetIn(new URL(FILE).hash)?.kind).toBe('file');
  });

  it('is left alone otherwise', () => {
    expect(targetIn('')).toBeNull();
    expect(targetIn('#main')).toBeNull();
  });
});

describe('a chat message', () => {
  it('is split around links to files', () => {
    expect(piecesOf(`Look: ${FILE} nice?`)).toEqual([
      { kind: 'text', text: 'Look: ' },
      { kind: 'file', link: FILE },
      { kind: 'text', text: ' nice?' },
    ]);
  });

  it('keeps what only looks like a link as text', () => {
    const text = 'see https://mesh.example/#f1.short';
    expect(piecesOf(text)).toEqual([{ kind: 'text', text }]);
  });

  it('survives as it is without links', () => {
    expect(piecesOf('a\nb')).toEqual([{ kind: 'text', text: 'a\nb' }]);
    expect(piecesOf('')).toEqual([]);
  });
});
