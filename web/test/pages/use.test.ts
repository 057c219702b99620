import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { byId, fill, openPage, press, startBrowser, text } from './browser';
import { serve } from './site';

const FOLDER = fileURLToPath(new URL('../../target/fake', import.meta.url));
const PEER = '7c3e51a09b2f4d6688aa01cc5d3e9f7712ab34cd';
const FILE = `#f1.${'d'.repeat(43)}`;

let browser: Browser;
let site: Awaited<ReturnType<typeof serve>>;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
  site = await serve(FOLDER);
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

beforeEach(async () => {
  await page?.browserContext().close();
  page = (await openPage(browser)).page;
  await page.setViewport({ width: 1280, height: 800 });
});

async function open(query = ''): Promise<void> {
  await page.goto(`http://127.0.0.1:${site.port}/${query}`);
  await page.waitForSelector(byId('own-id'));
}

async function connect(): Promise<void> {
  await fill(page, 'connect-input', PEER);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`${byId('chat-send')}:enabled`);
}

const shows = (selector: string) => page.waitForSelector(selector);
const gone = (selector: string) => page.waitForSelector(selector, { hidden: true });

describe('talking', () => {
  it('sends with Enter, breaks the line with Shift', async () => {
    await open();
    await connect();
    await fill(page, 'chat-input', 'one');
    await page.keyboard.down('Shift');
    await page.keyboard.press('Enter');
    await page.keyboard.up('Shift');
    await page.keyboard.sendCharacter('two');
    await page.keyboard.press('Enter');
    await shows('.mine.sent');
    expect(await page.$eval('.mine .bubble', (it) => it.textContent)).toBe('one\ntwo');
    await shows('.theirs');
  });

  it('shows a peer’s markup as text', async () => {
    await open();
    await connect();
    const markup = '<img src=x onerror="document.title=1">';
    await page.evaluate((said) => {
      const { fake } = globalThis as unknown as { fake: { connections: { hear(t: string): void }[] } };
      fake.connections[0]?.hear(said);
    }, markup);
    await shows('.theirs');
    expect(await page.$eval('.theirs .bubble', (it) => it.textContent)).toBe(markup);
    expect(await page.$('.theirs img')).toBeNull();
  });

  it('goes on after a reload', async () => {
    await open();
    await connect();
    await fill(page, 'chat-input', 'remember me');
    await page.keyboard.press('Enter');
    await shows('.mine.sent');
    await page.reload();
    await shows(`${byId('conversation')}[data-peer="${PEER}"][data-presence="open"]`);
    await press(page, 'conversation');
    expect(await text(page, 'chat-log')).toContain('remember me');
  });

  it('tells when the other side is gone, and connects again', async () => {
    await open();
    await connect();
    await fill(page, 'chat-input', 'still there?');
    await page.keyboard.press('Enter');
    await shows('.theirs');
    await page.evaluate(() => {
      const { fake } = globalThis as unknown as { fake: { connections: { close(): void }[] } };
      fake.connections[0]?.close();
    });
    await shows(`${byId('chat-send')}:disabled`);
    await page.locator('.talk-head .button ::-p-text(Reconnect)').click();
    await shows(`${byId('chat-send')}:enabled`);
  });

  it('connects again by itself when nobody ended the connection', async () => {
    await open();
    await connect();
    await page.evaluate(() => {
      const { fake } = globalThis as unknown as { fake: { connections: { close(code: string): void }[] } };
      fake.connections[0]?.close('timeout');
    });
    await shows(`${byId('chat-send')}:disabled`);
    await shows(`${byId('chat-send')}:enabled`);
  });

  it('gives up a connection that does not come', async () => {
    await open();
    await fill(page, 'connect-input', `5104${PEER.slice(4)}`);
    await press(page, 'connect-button');
    await page.locator('.dials .button').click();
    await gone('.dials li');
    expect(await page.$(byId('error'))).toBeNull();
  });

  it('names what cannot be understood', async () => {
    await open();
    await fill(page, 'connect-input', 'nonsense');
    await press(page, 'connect-button');
    await shows(`${byId('error')}[data-code="malformed"]`);
  });
});

describe('files', () => {
  it('are shared by link and stopped', async () => {
    await open();
    await pick('report.txt', 'content');
    await shows(byId('share-link'));
    expect(await text(page, 'share-link')).toMatch(/#f1\.[\w-]{43}$/);
    await page.locator('[aria-label="Stop sharing report.txt"]').click();
    await gone(byId('share-link'));
  });

  it('are not shared when that is cancelled', async () => {
    await open('?slow');
    await pick('report.txt', 'content');
    await shows(byId('share-progress'));
    await page.locator('[aria-label="Cancel report.txt"]').click();
    await gone(byId('share-progress'));
    expect(await page.$(byId('share-link'))).toBeNull();
  });

  it('are offered in a conversation', async () => {
    await open();
    await connect();
    const [input] = await page.$$('.composer input[type=file]');
    await (input as ElementHandle<HTMLInputElement>).uploadFile(temporary('note.txt', 'x'));
    await shows('.mine .file-offer');
  });

  it('are saved under their name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gossamer-'));
    const session = await page.createCDPSession();
    await session.send('Browser.setDownloadBehavior', {
      behavior: 'allow',
      downloadPath: folder,
      eventsEnabled: true,
      ...(page.browserContext().id ? { browserContextId: page.browserContext().id ?? '' } : {}),
    });
    const done = new Promise<void>((resolve) => {
      session.on('Browser.downloadProgress', ({ state }) => {
        if (state === 'completed') {
          resolve();
        }
      });
    });
    await open(FILE);
    await press(page, 'fetch-save');
    await done;
    expect(readdirSync(folder)).toEqual(['mountains-in-october.mp4']);
    expect(readFileSync(join(folder, 'mountains-in-october.mp4'), 'utf8')).toBe('fake');
  });

  it('are no longer fetched when that is cancelled, and fetched again when asked', async () => {
    await open(`?stop=0.5${FILE}`);
    await press(page, 'fetch-cancel');
    await shows('[data-stage="cancelled"]');
    await page.locator('[data-stage="cancelled"] ::-p-text(Try again)').click();
    await shows(byId('fetch-progress'));
  });

  it('say who does not have them', async () => {
    await open(`#f1.${'d'.repeat(39)}gone`);
    await shows(`${byId('error')}[data-code="no-holder"]`);
  });
});

describe('the network', () => {
  it('goes on without masters when they are left, and takes them up again', async () => {
    await open();
    expect(await text(page, 'status')).toBe('Joined · 1 master, 6 peers');
    await press(page, 'detach');
    await page.waitForSelector(`${byId('status')} ::-p-text(No master · 6 peers)`);
    await press(page, 'detach');
    await page.waitForSelector(`${byId('status')} ::-p-text(Joined)`);
  });

  it('is opened to scripts only when asked for', async () => {
    await open();
    expect(await page.evaluate(() => 'gossamer' in window)).toBe(false);
    await open('?debug');
    const id = await page.evaluate(() => (window as unknown as { gossamer: { id: string } }).gossamer.id);
    expect(id).toBe(await text(page, 'own-id'));
  });
});

describe('the keyboard', () => {
  it('reaches everything in the order of reading, and leaves again', async () => {
    await open();
    const reached: string[] = [];
    for (let steps = 0; steps < 20; steps++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const element = document.activeElement;
        const { outlineStyle } = getComputedStyle(element?.closest('label') ?? element ?? document.body);
        const label = element?.getAttribute('data-testid') ?? element?.getAttribute('aria-label') ?? element?.textContent?.trim();
        return element === document.body ? 'page' : `${label}${outlineStyle === 'none' ? ' unseen' : ''}`;
      });
      if (name === 'page' || name === reached[0]) {
        break;
      }
      reached.push(name);
    }
    expect(reached).toEqual([
      'Copy id',
      'own-link',
      'Copy link',
      'QR',
      'connect-input',
      'connect-button',
      'file-input',
      'As a table',
      'detach',
    ]);
  });
});

describe('on a phone', () => {
  it('keeps the focus when a conversation covers the list, and when it is left', async () => {
    await page.setViewport({ width: 390, height: 844 });
    await open();
    await connect();
    await page.waitForFunction(() => document.activeElement?.className === 'talk');
    await page.locator('.talk .back').click();
    await gone('.talk');
    await page.waitForFunction((peer) => document.activeElement?.getAttribute('data-peer') === peer, {}, PEER);
  });
});

function temporary(name: string, content: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'gossamer-')), name);
  writeFileSync(file, content);
  return file;
}

async function pick(name: string, content: string): Promise<void> {
  const input = await page.waitForSelector(byId('file-input'));
  await (input as ElementHandle<HTMLInputElement>).uploadFile(temporary(name, content));
}
