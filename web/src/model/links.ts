/** What people paste: a link to a peer, a link to a file, or a bare id. */
import { parseLink } from '@gossamer/peer';
import { shortId } from './format';

export type Target =
  /** An id or a link, as the SDK's connect takes it. */
  | { readonly kind: 'peer'; readonly address: string; readonly label: string }
  | { readonly kind: 'file'; readonly link: string };

const ID = /^[0-9a-f]{40}$/;
const SPACES = /\s+/g;

/**
 * Reads a link or an id. Mail programs break long lines, so white space within is left out.
 *
 * @throws GossamerError `malformed`, or `unknown-version` for a link of a later version
 */
export function targetOf(text: string): Target {
  const compact = text.replace(SPACES, '');
  const id = compact.toLowerCase();
  if (ID.test(id)) {
    return { kind: 'peer', address: id, label: shortId(id) };
  }
  const link = parseLink(compact);
  return link.kind === 'file'
    ? { kind: 'file', link: compact }
    : { kind: 'peer', address: compact, label: `link …${link.record.slice(-6)}` };
}

/** As {@link targetOf}, for text that need not be a link at all: then null. */
export function targetIn(fragment: string): Target | null {
  return /^#[fp]\d+\./.test(fragment) ? targetOf(fragment) : null;
}

/** A piece of a chat message: text, or a link to a file of this network. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly link: string };

const FILE_LINK = /(?:https?:\/\/[^\s#]+)?#f1\.[\w.~-]+/g;

/** Splits a chat message so that links to files can be offered for download. */
export function piecesOf(message: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of message.matchAll(FILE_LINK)) {
    if (!isFileLink(match[0])) {
      continue;
    }
    if (match.index > end) {
      pieces.push({ kind: 'text', text: message.slice(end, match.index) });
    }
    pieces.push({ kind: 'file', link: match[0] });
    end = match.index + match[0].length;
  }
  if (end < message.length) {
    pieces.push({ kind: 'text', text: message.slice(end) });
  }
  return pieces;
}

function isFileLink(text: string): boolean {
  try {
    return parseLink(text).kind === 'file';
  } catch {
    // Looks like a link and is none: shown as the text that it is.
    return false;
  }
}
