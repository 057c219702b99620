import { demand } from '../attempt.js';
import type { FileLink, Link } from '../api.js';
import { GossamerError } from '../errors.js';

const MAX_LENGTH = 8192;
const MAX_HOLDERS = 4;
const TOKEN = /^[\w-]+$/;
const CONTENT = /^[\w-]{43}$/;

/**
 * Reads a link: `<page>#p1.<record>` to a peer or `<page>#f1.<content>[.<holder>…][~<secret>]` to a file. The page
 * may be missing.
 *
 * @throws GossamerError `malformed`, or `unknown-version` for a link of a later version
 */
export function parseLink(text: string | URL): Link {
  const link = String(text);
  const hash = link.indexOf('#');
  demand(hash >= 0 && link.length <= MAX_LENGTH, 'malformed', 'not a link');
  const page = link.slice(0, hash);
  const [body = '', secret, ...more] = link.slice(hash + 1).split('~');
  const [tag = '', first = '', ...rest] = body.split('.');
  demand(!/^[fp]\d+$/.test(tag) || tag.slice(1) === '1', 'unknown-version', `link ${tag}`);
  if (tag === 'p1' && TOKEN.test(first) && !rest.length && secret === undefined) {
    return { kind: 'peer', page, record: first };
  }
  const secretFits = secret === undefined || TOKEN.test(secret);
  const holdersFit = rest.length <= MAX_HOLDERS && rest.every((holder) => TOKEN.test(holder));
  if (tag === 'f1' && CONTENT.test(first) && holdersFit && secretFits && !more.length) {
    const file: FileLink = { kind: 'file', page, content: first, holders: rest };
    return secret === undefined ? file : { ...file, secret };
  }
  throw new GossamerError('malformed', 'not a link');
}

/** Writes a link; {@link parseLink} reads it back. */
export function formatLink(link: Link): string {
  if (link.kind === 'peer') {
    return `${link.page}#p1.${link.record}`;
  }
  const secret = link.secret === undefined ? '' : `~${link.secret}`;
  return `${link.page}#${['f1', link.content, ...link.holders].join('.')}${secret}`;
}
