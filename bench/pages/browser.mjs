// What a person sees of the overview, in a real browser: when the table is there, how smoothly it scrolls, and what each page asks.
import { chromium } from 'playwright-core';
import { median } from '../statistics.mjs';

const OPENINGS = 7;
const SCROLL_MILLIS = 3000;
const SETTLED_MILLIS = 1500;
const FIRST_ROW = 'main table a[href*="/endpoint/"]';
/** As high as a table of 1,000 endpoints, and as much of it in view. */
const EMPTY_PAGE =
  '<main><div style="height: 760px; overflow: auto; background: white"><div style="height: 36036px"></div></div></main>';

export async function openBrowser(cookie, url) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const [name, value] = cookie.split('=');
  await context.addCookies([{ name, value, url }]);
  return { browser, context };
}

/** Milliseconds from the navigation until the first endpoint's row and its figures are painted; the median of several. */
export async function overviewMillis(context, url) {
  const all = [];
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    const page = await context.newPage();
    // A new window makes the browser load pages of its own (its address bar's), on the same processors.
    await page.waitForTimeout(SETTLED_MILLIS);
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator(FIRST_ROW).first().waitFor();
    all.push(await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(performance.now())))));
    await page.close();
  }
  return median(all);
}

/** Frames while the wheel turns: their number per second, and the longest gap between two in milliseconds. */
export async function scrolling(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  await page.locator(FIRST_ROW).first().waitFor();
  await page.waitForTimeout(SETTLED_MILLIS);
  const result = await page.evaluate(scrollDown, SCROLL_MILLIS);
  await page.close();
  return result;
}

/** The same of a page with nothing on it: what this browser on this machine can do at all. */
export async function emptyScrolling(context) {
  const page = await context.newPage();
  await page.setContent(EMPTY_PAGE);
  await page.waitForTimeout(SETTLED_MILLIS);
  const result = await page.evaluate(scrollDown, SCROLL_MILLIS);
  await page.close();
  return result;
}

/** Runs in the page: scrolls what scrolls furthest, by a little at each frame. */
function scrollDown(millis) {
  const room = (element) => element.scrollHeight - element.clientHeight;
  const all = [document.scrollingElement, ...document.querySelectorAll('main *')];
  const target = all.filter((element) => room(element) > 0).sort((a, b) => room(b) - room(a))[0];
  const step = Math.max(20, Math.floor(room(target) / ((millis / 1000) * 60)));
  return new Promise((done) => {
    const gaps = [];
    const started = performance.now();
    let last = started;
    requestAnimationFrame(function frame() {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      target.scrollTop += step;
      if (now - started < millis) requestAnimationFrame(frame);
      else {
        done({
          framesPerSecond: (1000 * gaps.length) / (now - started),
          longestGapMillis: Math.max(...gaps),
          late: gaps.filter((gap) => gap > 25).length,
          scrolledPixels: target.scrollTop,
        });
      }
    });
  });
}

/** The API's addresses that a page asks on being opened. */
export async function askedBy(context, url) {
  const page = await context.newPage();
  const asked = new Set();
  page.on('request', (request) => {
    if (request.method() === 'GET' && /\/api\/(?!live|events)/.test(request.url())) asked.add(request.url());
  });
  await page.goto(url);
  await page.waitForTimeout(SETTLED_MILLIS);
  await page.close();
  return [...asked];
}
