// Drives the workbench in a browser: steps with a name, each told as a line of JSON, each with a screenshot.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";

const { url, shots, driver, workspace, file, lacking } = JSON.parse(process.env.REPORTLENS_SCENE);
const { chromium } = createRequire(driver + "/")("playwright-core");

const PATIENCE = 30_000; // milliseconds: the cores may be busy with other tests
const profile = fs.mkdtempSync(path.join(os.tmpdir(), "reportlens-browser-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.REPORTLENS_CHROMIUM ?? "/usr/bin/chromium", headless: true, viewport: { width: 1280, height: 800 },
  deviceScaleFactor: Number(process.env.REPORTLENS_SCALE ?? 1),
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--force-prefers-reduced-motion"],
});
// Nothing but loopback: a gallery is refused at once instead of timing out.
await context.route(address => address.hostname !== "127.0.0.1" && !address.protocol.startsWith("data"), route => route.abort());

export const page = context.pages()[0] ?? await context.newPage();
page.setDefaultTimeout(PATIENCE);
export const report = path.join(workspace, file);
export { workspace, shots };

let failed = 0;
let number = 0;
export const shot = name => page.screenshot({ path: path.join(shots, `${String(++number).padStart(2, "0")}-${name.replace(/\W+/g, "-")}.png`) });

/** One thing that a person sees or does, and which requests the server has to answer for it. A failure is told, and the rest goes on. */
export async function step(name, act, needs = []) {
  if (failed >= 6) return; // the rest would only take time
  const begun = Date.now();
  const tell = more => console.log(JSON.stringify({ step: name, seconds: (Date.now() - begun) / 1000, ...more }));
  const lacks = [needs].flat().find(it => lacking.includes(it));
  if (lacks) return tell({ ok: true, detail: "", lacks });
  try {
    const detail = await act();
    await shot(name);
    tell({ ok: true, detail: detail ?? "" });
  } catch (error) {
    failed += 1;
    await shot(`FAILED ${name}`).catch(() => {});
    tell({ ok: false, detail: String(error?.message ?? error).split("\n").slice(0, 12).join("\n") });
  }
}

export async function open(target = file) {
  const payload = target ? `&payload=${encodeURIComponent(JSON.stringify([["openFile", `vscode-remote://${new URL(url).host}${path.join(workspace, target)}`]]))}` : "";
  await page.goto(`${url}/?folder=${workspace}${payload}`, { waitUntil: "domcontentloaded" });
  await page.locator(target ? ".monaco-editor .view-lines" : ".monaco-workbench .part.statusbar").first().waitFor({ timeout: 90_000 });
}

export const all = (selector, words) => words === undefined ? page.locator(selector) : page.locator(selector, { hasText: words });
export const see = async (selector, words, timeout = PATIENCE) => {
  const it = all(selector, words).first();
  await it.waitFor({ timeout });
  return (await it.innerText().catch(() => "")).replace(/\s+/g, " ").trim();
};
export const gone = async (selector, words, timeout = PATIENCE) => all(selector, words).first().waitFor({ state: "detached", timeout });
export const until = async (condition, what, timeout = PATIENCE) => {
  for (const end = Date.now() + timeout; ;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`not within ${timeout / 1000} s: ${what}`);
    await page.waitForTimeout(100);
  }
};

/** Wait for words in a rendered Markdown document, which the workbench shows in frames. */
export const rendered = (words, selector = "body", timeout = PATIENCE) => until(async () => {
  for (const frame of page.frames()) {
    const text = await frame.locator(selector, { hasText: words }).first().innerText({ timeout: 500 }).catch(() => "");
    if (frame !== page.mainFrame() && text) return text.replace(/\s+/g, " ").slice(0, 300);
  }
  return "";
}, `${words} in a rendered document`, timeout);

/** Run a command by its title. Whatever opens late may take the focus and close the palette: so try again. */
export async function run(title) {
  for (let attempt = 1; ; attempt++) {
    try {
      await page.keyboard.press("F1");
      await page.locator(".quick-input-widget input.input").fill(">" + title, { timeout: 4000 });
      await all(".quick-input-list .monaco-list-row", title).first().waitFor({ timeout: 5000 });
      await page.keyboard.press("Enter");
      return;
    } catch (error) {
      if (attempt === 4) throw error;
      await page.keyboard.press("Escape");
      await page.waitForTimeout(300);
    }
  }
}

/** Try something that a moving page may spoil, a few times. */
export async function again(act, times = 4) {
  for (let attempt = 1; ; attempt++) {
    try { return await act(); } catch (error) { if (attempt === times) throw error; await page.waitForTimeout(300); }
  }
}

/** Open the light bulb at the cursor and take the action of that title. */
export async function fix(words) {
  const row = all(".action-widget .monaco-list-row", words).first();
  for (let attempt = 1; ; attempt++) {
    try {
      await press("Control+Period");
      await row.waitFor({ timeout: 3000 });
      await row.click({ timeout: 3000 });
      return;
    } catch (error) { if (attempt === 4) throw error; await press("Escape"); await page.waitForTimeout(300); }
  }
}

export const pick = async words => {
  await see(".quick-input-list .monaco-list-row", words);
  await all(".quick-input-list .monaco-list-row", words).first().click();
};
export const press = keys => page.keyboard.press(keys);
export const type = text => page.keyboard.type(text);

/** Put the cursor at a line and column, both from 1. */
export async function go(line, column = 1) {
  await press("Control+Digit1");
  for (let attempt = 1; ; attempt++) {
    try {
      await page.keyboard.press("Control+KeyG");
      await page.locator(".quick-input-widget input.input").fill(`:${line}:${column}`, { timeout: 4000 });
      await page.keyboard.press("Enter");
      await page.locator(".quick-input-widget").first().waitFor({ state: "hidden", timeout: 4000 });
      return;
    } catch (error) { if (attempt === 3) throw error; await page.keyboard.press("Escape"); }
  }
}

/** The servers of this workbench: processes that run the launcher and bear its mark. */
export const servers = () => fs.readdirSync("/proc").filter(it => /^\d+$/.test(it)).filter(id => {
  try {
    return fs.readFileSync(`/proc/${id}/cmdline`, "utf8").includes("launcher.py") &&
      fs.readFileSync(`/proc/${id}/environ`, "utf8").includes(process.env.REPORTLENS_MARK);
  } catch { return false; }
});
export const lines = () => fs.readFileSync(report, "utf8").split("\n");
export const lineOf = words => lines().findIndex(it => it.includes(words)) + 1;

export async function end() {
  await context.close();
  fs.rmSync(profile, { recursive: true, force: true });
  process.exit(failed ? 1 : 0);
}
