import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byId, openPage, startBrowser, text } from './browser';
import { serve } from './site';

const FOLDER = fileURLToPath(new URL('../../target/fake', import.meta.url));

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(() => browser.close());

/** Waits until the worker has everything and is in charge of the page. */
async function kept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

describe('the application', () => {
  it('opens again when its master is dead, and says that it has no network', async () => {
    const site = await serve(FOLDER);
    const { page } = await openPage(browser);
    await page.goto(`http://127.0.0.1:${site.port}/`);
    await kept(page);
    await site.close();
    await page.goto(`http://127.0.0.1:${site.port}/?fail=unreachable`);
    await page.waitForSelector(`${byId('status')}[data-phase="failed"]`);
    expect(await text(page, 'status')).toBe('Offline');
    expect(await text(page, 'error')).toContain('No master can be reached');
    // Styles and pictures came as well.
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(ground).not.toBe('rgba(0, 0, 0, 0)');
    await page.browserContext().close();
  });

  it('offers a newer version once, and never reloads by itself', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gossamer-'));
    cpSync(FOLDER, folder, { recursive: true });
    const site = await serve(folder);
    const { page } = await openPage(browser);
    let loads = 0;
    page.on('load', () => loads++);
    await page.goto(`http://127.0.0.1:${site.port}/`);
    await kept(page);
    release(folder);
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    const offer = await page.waitForSelector('.banner ::-p-text(Reload)');
    expect(loads).toBe(1);
    await Promise.all([page.waitForNavigation(), offer?.click()]);
    await kept(page);
    await page.waitForSelector(byId('own-id'));
    expect(await page.$('.banner')).toBeNull();
    expect(loads).toBe(2);
    await page.browserContext().close();
    await site.close();
  });
});

/** Makes another version out of a built one: the script under another name. */
function release(folder: string): void {
  const assets = join(folder, 'assets');
  const script = readdirSync(assets).find((name) => name.endsWith('.js')) ?? '';
  renameSync(join(assets, script), join(assets, 'index-newer.js'));
  for (const name of ['index.html', 'sw.js']) {
    const file = join(folder, name);
    const written = readFileSync(file, 'utf8').replaceAll(script, 'index-newer.js');
    writeFileSync(file, written.replace(/"version":"\w+"/, '"version":"newer"'));
  }
}
