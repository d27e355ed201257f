// Scenarios in a real Chromium; each prints what it saw as JSON.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const require = createRequire(join(process.env.TOOLS, "package.json"));
const { chromium } = require("playwright-core");

const scenarios = {
  // Everything the page asks for, runs or says, once it stands; and what a click on each link would not do by itself.
  async watch(browser, url) {
    const page = await browser.newPage();
    const requests = [], dialogs = [], errors = [];
    page.on("request", (it) => requests.push(it.url().slice(0, 200)));
    page.on("dialog", (it) => { dialogs.push(it.message()); it.dismiss(); });
    page.on("console", (it) => errors.push(it.text()));
    await page.goto(url);
    await page.mouse.move(300, 300);
    for (const it of await page.$$("main p, main a, main summary")) await it.hover({ timeout: 300 }).catch(() => {});
    await page.waitForTimeout(700);
    const ran = await page.evaluate(() => Boolean(window.ran));
    const scripts = await page.evaluate(() => document.querySelectorAll("script, iframe, object, embed, form, link[rel=stylesheet]").length);
    const handlers = await page.evaluate(() =>
      Array.from(document.querySelectorAll("*")).flatMap((it) => it.getAttributeNames()).filter((it) => it.startsWith("on") || it === "style" || it === "srcset"));
    const shown = await page.evaluate(() => Array.from(document.images).filter((it) => it.naturalWidth > 0).length);
    return { shown, requests, dialogs, errors, ran, scripts, handlers, title: await page.title() };
  },

  // What axe finds on several pages, light and dark.
  async axe(browser, ...urls) {
    const axe = readFileSync(join(process.env.TOOLS, "node_modules/axe-core/axe.min.js"), "utf8");
    const found = [];
    for (const [n, url] of urls.entries()) {
      for (const colorScheme of n === 0 ? ["light", "dark"] : [n % 2 ? "dark" : "light"]) {
        const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width: n % 3 ? 1300 : 500, height: 900 } });
        const page = await context.newPage();
        await page.goto(url);
        await page.evaluate(() => document.querySelectorAll("details").forEach((it) => { it.open = true; }));
        await page.addScriptTag({ content: axe });
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        for (const it of violations) found.push({ url, colorScheme, id: it.id, impact: it.impact, nodes: it.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)) });
        await context.close();
      }
    }
    return found;
  },

  // Saves the report again and again while the preview is open.
  async preview(browser, url, file) {
    const page = await browser.newPage();
    const errors = [];
    page.on("console", (it) => errors.push(it.text()));
    page.on("pageerror", (it) => errors.push(it.message));
    await page.goto(url);
    await page.evaluate(() => {
      document.documentElement.style.scrollBehavior = "auto";
      document.querySelector("#question-4").scrollIntoView();
    });
    const top = () => page.evaluate(() => document.querySelector("#question-4").getBoundingClientRect().top);
    const milliseconds = [], moved = [];
    for (let n = 0; n < 6; n++) {
      await page.waitForTimeout(120);
      const before = await top();
      const word = `honeycomb${n}`;
      await page.evaluate((it) => {
        window.seen = new Promise((resolve) => {
          const observer = new MutationObserver(() => {
            if (document.querySelector("main").textContent.includes(it)) { observer.disconnect(); resolve(Date.now()); }
          });
          observer.observe(document.body, { childList: true, subtree: true });
        });
      }, word);
      const text = readFileSync(file, "utf8").replace("honey bees", `${word},\n\nhoney bees`);
      const saved = Date.now();
      writeFileSync(file, text);
      milliseconds.push((await page.evaluate(() => window.seen)) - saved);
      moved.push(Math.abs((await top()) - before));
    }
    const height = await page.evaluate(() => window.scrollY);
    return { milliseconds, moved, errors, scrolled: height };
  },

  // What a word shows while the report is gone, and when it is back.
  async notice(browser, url) {
    const page = await browser.newPage();
    await page.goto(url);
    console.error("ready");
    await page.waitForSelector(".notice");
    const words = await page.textContent(".notice");
    return { words, kept: await page.evaluate(() => document.querySelectorAll("section.question").length) };
  },

  // The page as it is without styles or with a small window: is anything cut off sideways?
  async narrow(browser, url) {
    const page = await browser.newPage({ viewport: { width: 360, height: 700 }, javaScriptEnabled: true });
    await page.goto(url);
    return page.evaluate(() => ({ wide: document.documentElement.scrollWidth, window: window.innerWidth }));
  },

  // Keyboard: where the first presses of Tab lead.
  async keyboard(browser, url) {
    const page = await browser.newPage();
    await page.goto(url);
    const stops = [];
    for (let n = 0; n < 6; n++) {
      await page.keyboard.press("Tab");
      stops.push(await page.evaluate(() => document.activeElement.getAttribute("href") ?? document.activeElement.tagName));
    }
    return stops;
  },
};

const [, , name, ...rest] = process.argv;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
try {
  console.log(JSON.stringify(await scenarios[name](browser, ...rest)));
} finally {
  await browser.close();
}
