import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { LAN_HOST, byId, fill, press } from './browser';

/** A state of the application that people meet, and what must be on the page then. */
export interface Scene {
  readonly name: string;
  readonly query?: string;
  readonly host?: string;
  readonly shows: readonly string[];
  act?(page: Page): Promise<void>;
}

const PEER = '7c3e51a09b2f4d6688aa01cc5d3e9f7712ab34cd';
const OTHER = 'b81f20c4d5e6f70918273645fedcba9876543210';
const RELAYED = `9ee9${PEER.slice(4)}`;
const DEAD = `dead${PEER.slice(4)}`;
const SLOW = `5104${PEER.slice(4)}`;

export const SCENES: readonly Scene[] = [
  { name: 'empty', shows: ['own-id', 'own-link', 'connect-input', 'network-picture', 'detach'] },
  { name: 'joining', query: '?joining', shows: ['status', 'connect-input'] },
  {
    name: 'connecting',
    shows: ['connect-input'],
    act: async (page) => {
      await connect(page, SLOW);
      await page.waitForSelector('.dials .spinner');
    },
  },
  { name: 'chatting', shows: ['conversation', 'chat-log', 'chat-input', 'chat-send'], act: chat },
  {
    name: 'relayed',
    shows: ['conversation', 'path'],
    act: async (page) => {
      await connect(page, RELAYED);
      await said(page, 'Relayed by a peer');
    },
  },
  {
    name: 'pathless',
    shows: ['conversation', 'path'],
    act: async (page) => {
      await connect(page, PEER);
      await said(page, 'Direct');
      await page.evaluate(() => {
        const { fake } = globalThis as unknown as { fake: { connections: { move(path: string): void }[] } };
        fake.connections[0]?.move('none');
      });
      await said(page, 'Looking for a path…');
    },
  },
  {
    name: 'sharing',
    query: '?slow',
    shows: ['file-input', 'share-progress'],
    act: async (page) => {
      await pick(page, 'Minutes of the meeting.pdf', 84_213);
      await page.waitForSelector(byId('share-link'), { timeout: 20_000 });
      await pick(page, 'holiday-2026-raw-footage-from-the-long-way-home.mov', 3_145_728);
      await page.waitForSelector(byId('share-progress'));
    },
  },
  {
    name: 'downloading',
    query: `?stop=0.62#f1.${'d'.repeat(43)}`,
    shows: ['fetch-progress', 'fetch-speed', 'fetch-cancel'],
    act: async (page) => {
      await page.waitForFunction(
        (selector) => Number(document.querySelector<HTMLProgressElement>(selector)?.value) > 0.6,
        {},
        byId('fetch-progress'),
      );
    },
  },
  {
    name: 'downloaded',
    query: `#f1.${'d'.repeat(43)}`,
    shows: ['fetch-save'],
    act: async (page) => {
      await page.waitForSelector(byId('fetch-save'), { timeout: 20_000 });
    },
  },
  {
    name: 'error',
    query: `#f1.${'d'.repeat(39)}gone`,
    shows: ['error'],
    act: async (page) => {
      await page.waitForSelector(byId('error'));
      await page.$$eval('.tab', ([people]) => (people as HTMLElement | undefined)?.click());
      await connect(page, DEAD);
      await page.waitForSelector('.notice');
    },
  },
  { name: 'offline', query: '?fail=unreachable', shows: ['error', 'status'] },
  { name: 'masterless', query: '?masters=0&peers=11', shows: ['status'], act: openNetwork },
  { name: 'crowd', query: '?masters=3&peers=30', shows: ['network-picture'], act: openNetwork },
  {
    name: 'details',
    shows: ['own-link'],
    act: async (page) => {
      await page.waitForSelector(byId('own-link'));
      await page.$eval('.self [aria-expanded]', (it) => (it as HTMLElement).click());
      await page.waitForSelector('.self .qr');
      await page.$eval('.as-table summary', (it) => (it as HTMLElement).click());
    },
  },
  { name: 'insecure', host: LAN_HOST, shows: ['error'] },
];

/** Waits until the page says this of the path. */
async function said(page: Page, words: string): Promise<void> {
  await page.waitForFunction(
    (selector, text) => document.querySelector(selector)?.textContent === text,
    {},
    byId('path'),
    words,
  );
}

async function connect(page: Page, id: string): Promise<void> {
  // What comes with the join moves the button, perhaps under the click.
  await page.waitForSelector(byId('own-link'));
  await fill(page, 'connect-input', id);
  await press(page, 'connect-button');
}

async function chat(page: Page): Promise<void> {
  await connect(page, OTHER);
  await page.waitForSelector(byId('chat-input'));
  await page.evaluate(() => {
    const { fake } = globalThis as unknown as { fake: { connections: { hear(text: string): void }[] } };
    fake.connections[0]?.hear('Hi! Did the link work?');
    fake.connections[0]?.hear('I can send the photos of the weekend as well.');
  });
  // On a phone the conversation covers the list.
  await page.$eval('.talk .back', (back) => (back as HTMLElement).click());
  await connect(page, PEER);
  await page.waitForFunction((id) => document.querySelector(`#talk-title code[title="${id}"]`), {}, PEER);
  for (const line of ['Hello there! This page found you through two strangers.', 'No server took part in it.', 'Anyone there?']) {
    await fill(page, 'chat-input', line);
    await press(page, 'chat-send');
  }
  await page.waitForFunction(() => document.querySelectorAll('.theirs').length >= 3);
}

async function pick(page: Page, name: string, size: number): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), 'gossamer-')), name);
  writeFileSync(file, new Uint8Array(size));
  const input = (await page.waitForSelector(byId('file-input'))) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(file);
}

async function openNetwork(page: Page): Promise<void> {
  await page.waitForSelector(byId('network-picture'));
  await page.$$eval('.tab', ([, , network]) => (network as HTMLElement | undefined)?.click());
}
