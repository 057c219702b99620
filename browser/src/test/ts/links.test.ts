import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatLink, parseLink } from '../../ts/application/links.js';
import type { Link } from '../../ts/api.js';
import { failure } from './failure.js';

const CONTENT = 'A'.repeat(42) + 'B';

describe('links', () => {
  const links: Link[] = [
    { kind: 'peer', page: 'https://example.org/app?x=1', record: 'AQ-_z' },
    { kind: 'file', page: 'https://example.org/', content: CONTENT, holders: [] },
    { kind: 'file', page: '', content: CONTENT, holders: ['f'.repeat(40), 'AQAB'] },
    { kind: 'file', page: 'x', content: CONTENT, holders: ['AQAB'], secret: 'c2VjcmV0' },
  ];
  for (const link of links) {
    test(`a link to a ${link.kind} is read as it was written: ${formatLink(link).slice(-20)}`, () => {
      assert.deepEqual(parseLink(formatLink(link)), link);
    });
  }

  test('everything is in the fragment', () => {
    const url = new URL(formatLink(links[3] as Link), 'https://example.org');
    assert.equal(url.search, '');
    assert.ok(url.hash.includes('c2VjcmV0'));
  });

  for (const text of [
    '',
    'https://example.org/',
    '#p1.',
    '#p1.a b',
    '#p1.AQ~secret',
    '#f1.short',
    `#f1.${CONTENT}.`,
    `#f1.${CONTENT}.a.b.c.d.e`,
    `#f1.${CONTENT}~a~b`,
    `#f1.${CONTENT}~`,
    `#p1.${'A'.repeat(9000)}`,
    '#x1.AQ',
  ]) {
    test(`is not a link: ${text.slice(0, 60)}`, () => {
      assert.equal(
        failure(() => parseLink(text)),
        'malformed',
      );
    });
  }

  for (const text of ['#p2.AQ', `#f12.${CONTENT}`, '#f0.x']) {
    test(`is a link of another version: ${text.slice(0, 6)}`, () => {
      assert.equal(
        failure(() => parseLink(text)),
        'unknown-version',
      );
    });
  }
});
