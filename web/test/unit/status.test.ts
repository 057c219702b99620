import type { NetworkView, PeerKind } from '@gossamer/peer';
import { describe, expect, it } from 'vitest';
import { standing } from '../../src/model/status';

function view(...kinds: PeerKind[]): NetworkView {
  const neighbours = kinds.map((kind, index) => ({
    id: `${index}`,
    kind,
    path: 'direct' as const,
    neighbours: [],
    location: null,
  }));
  return { id: 'me', neighbours, contacts: [] };
}

describe('the standing of a peer', () => {
  it('is good with a master', () => {
    expect(standing('joined', view('master', 'browser', 'jvm'), false)).toMatchObject({
      tone: 'good',
      text: 'Joined · 1 master, 2 peers',
    });
  });

  it('warns when the masters are gone, and says who is left', () => {
    expect(standing('joined', view('browser'), false)).toMatchObject({
      tone: 'warn',
      text: 'No master · 1 peer',
    });
  });

  it('does not warn of what was asked for', () => {
    expect(standing('joined', view('browser'), true).tone).toBe('good');
  });

  it('is offline with nobody, joined or not', () => {
    expect(standing('joined', view(), false).text).toBe('Offline');
    expect(standing('failed', null, false).text).toBe('Offline');
  });

  it('waits while joining', () => {
    expect(standing('joining', null, false).tone).toBe('wait');
  });
});
