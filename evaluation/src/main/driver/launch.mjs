// Starts the installed browsers with a profile of their own and nothing that calls home.
import puppeteer from 'puppeteer-core';
import {add, removeBrowser} from './targets.mjs';

const CHROMIUM_ARGUMENTS = [
  '--no-sandbox', // the tests may run as root
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // What the flags above leave: accounts, updates of extensions.
  '--host-resolver-rules=MAP *.google.com ~NOTFOUND,MAP *.googleapis.com ~NOTFOUND,MAP *.gstatic.com ~NOTFOUND',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
];

// What the library adds to make hidden pages run like visible ones.
const UNTHROTTLING = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

const FIREFOX_PREFERENCES = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.region.network.url': '',
  'browser.region.update.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
  'browser.topsites.contile.enabled': false,
  'captivedetect.canonicalURL': '',
  'datareporting.healthreport.uploadEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'geo.provider.network.url': '',
  'media.gmp-manager.updateEnabled': false,
  'media.gmp-manager.url': '',
  'messaging-system.rsexperimentloader.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.trr.mode': 5,
  // The address that Firefox itself takes for "no server"; see also the environment below.
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.unified': false,
  'media.navigator.permission.disabled': true,
  'media.navigator.streams.fake': true,
};

function options(request) {
  const common = {
    executablePath: request.executable,
    headless: request.headless,
    userDataDir: request.profile,
    timeout: request.timeout,
    defaultViewport: null,
    acceptInsecureCerts: request.insecureCertificates,
  };
  if (request.kind === 'FIREFOX') {
    return {
      ...common,
      browser: 'firefox',
      // Else a release build ignores the preference of the settings server.
      env: {...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1'},
      args: request.arguments,
      extraPrefsFirefox: {...FIREFOX_PREFERENCES, ...request.preferences},
    };
  }
  return {
    ...common,
    browser: 'chrome',
    pipe: true, // no port that others could reach, and the browser ends with the driver
    args: [...CHROMIUM_ARGUMENTS, ...request.arguments],
    ignoreDefaultArgs: request.backgroundThrottling ? UNTHROTTLING : false,
  };
}

export async function launch(request, send) {
  const browser = await puppeteer.launch(options(request));
  const name = add(browser, browser);
  browser.once('disconnected', () => {
    removeBrowser(browser);
    send({event: 'disconnected', browser: name});
  });
  return {browser: name, pid: browser.process().pid, version: await browser.version()};
}
