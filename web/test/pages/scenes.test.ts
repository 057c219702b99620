import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byId, openPage, startBrowser } from './browser';
import { SCENES, type Scene } from './scenes';
import { serve } from './site';

const FOLDER = fileURLToPath(new URL('../../target/fake', import.meta.url));
const PICTURES = fileURLToPath(new URL('../../target/look', import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const SIZES = {
  phone: { width: 390, height: 844, isMobile: true, hasTouch: true },
  desktop: { width: 1280, height: 800 },
} as const;

let browser: Browser;
let site: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  browser = await startBrowser();
  site = await serve(FOLDER);
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

for (const size of ['phone', 'desktop'] as const) {
  describe(`on a ${size}`, () => {
    for (const scene of SCENES) {
      it(`shows ${scene.name}, accessibly, in light and dark`, async () => {
        const { page, complaints } = await openPage(browser);
        await page.setViewport(SIZES[size]);
        await open(page, scene);
        for (const id of scene.shows) {
          expect(await page.$(byId(id)), id).not.toBeNull();
        }
        for (const scheme of ['light', 'dark'] as const) {
          await page.emulateMediaFeatures([
            { name: 'prefers-color-scheme', value: scheme },
            { name: 'prefers-reduced-motion', value: 'reduce' },
          ]);
          await settle(page);
          await photograph(page, `${scene.name}-${size}-${scheme}`);
          expect(await accessibilityProblems(page), scheme).toEqual([]);
        }
        // The panels scroll, each on its own; the page does not.
        expect(await pageSize(page)).toEqual([SIZES[size].width, SIZES[size].height]);
        expect(complaints).toEqual([]);
        await page.browserContext().close();
      });
    }
  });
}

it.each(SCENES.filter((it) => ['chatting', 'sharing', 'masterless'].includes(it.name)))(
  'fits $name into 320 pixels, where nothing is cut off',
  async (scene) => {
    const { page } = await openPage(browser);
    await page.setViewport({ width: 320, height: 568 });
    await open(page, scene);
    const cut = await page.$$eval('button, .standing, .field, .bubble', (elements) =>
      elements
        .filter((it) => it.getClientRects().length > 0 && it.getBoundingClientRect().right > 320)
        .map((it) => it.outerHTML),
    );
    expect(cut).toEqual([]);
    await page.browserContext().close();
  },
);

async function open(page: Page, scene: Scene): Promise<void> {
  await page.goto(`http://${scene.host ?? '127.0.0.1'}:${site.port}/${scene.query ?? ''}`);
  await page.waitForSelector('.top, .insecure');
  if (scene.act) {
    await scene.act(page);
  } else if (scene.shows[0]) {
    await page.waitForSelector(byId(scene.shows[0]));
  }
}

function pageSize(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth, scrollHeight];
  });
}

/** Lets transitions end. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((it) => it.finished.catch(() => undefined))),
  );
}

/** With LOOK set, leaves pictures to look at in target/look. */
async function photograph(page: Page, name: string): Promise<void> {
  if (process.env['LOOK']) {
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: `${PICTURES}/${name}.png` });
  }
}

async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  });
}
