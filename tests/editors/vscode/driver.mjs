// Drives the workbench in a browser: steps with a name, each told as a line of JSON, each with a screenshot.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";

const { scene, url, shots, driver, workspace, file, lacking } = JSON.parse(process.env.REPORTLENS_SCENE);
const { chromium } = createRequire(driver + "/")("playwright-core");

export const PATIENCE = 60_000; // milliseconds: the cores may be busy with other tests
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
/** The file for the next screenshot. */
export const next = name => path.join(shots, `${scene}-${String(++number).padStart(2, "0")}-${name.replace(/\W+/g, "-")}.png`);
export const shot = name => page.screenshot({ path: next(name) });

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
  await page.locator(target ? ".monaco-editor .view-lines" : ".monaco-workbench .part.statusbar").first().waitFor({ timeout: 120_000 });
}

export const all = (selector, words) => words === undefined ? page.locator(selector) : page.locator(selector, { hasText: words });
export const see = async (selector, words, timeout = PATIENCE) => {
  const it = all(selector, words).first();
  await it.waitFor({ timeout });
  return (await it.innerText().catch(() => "")).replace(/\s+/g, " ").trim();
};
export const gone = async (selector, words, timeout = PATIENCE) => all(selector, words).first().waitFor({ state: "hidden", timeout });
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
  for (const frame of page.frames().filter(it => it !== page.mainFrame())) {
    const there = frame.locator(selector, { hasText: words }).first();
    if (!await there.count().catch(() => 0)) continue;
    const text = await there.innerText({ timeout: 500 }).catch(() => "");
    if (text) return text.replace(/\s+/g, " ").slice(0, 300);
  }
  return "";
}, `${words} in a rendered document`, timeout);

/** Do something that a moving page may spoil, until it succeeds; what opens late takes the focus and closes menus. */
export async function again(act, timeout = PATIENCE) {
  for (const end = Date.now() + timeout; ;) {
    try { return await act(); } catch (error) { if (Date.now() > end) throw error; }
    await press("Escape");
    await page.waitForTimeout(300);
  }
}

const input = ".quick-input-widget input.input";

/** Run a command by its title. */
export const run = title => again(async () => {
  await press("F1");
  await page.locator(input).fill(">" + title, { timeout: 4000 });
  await all(".quick-input-list .monaco-list-row.focused", title).first().waitFor({ timeout: 5000 });
  await press("Enter");
});

/** Open the light bulb at the cursor. */
export const bulb = words => again(async () => {
  await press("Control+Period");
  await see(".action-widget .monaco-list-row", words, 4000);
});

/** Open the light bulb at the cursor and take the action of that title. */
export const fix = words => again(async () => {
  await press("Control+Period");
  const row = all(".action-widget .monaco-list-row", words).first();
  await row.waitFor({ timeout: 4000 });
  await row.click({ timeout: 4000 });
});

export const pick = async words => {
  await see(".quick-input-list .monaco-list-row", words);
  await all(".quick-input-list .monaco-list-row", words).first().click();
};
export const press = keys => page.keyboard.press(keys);
export const type = text => page.keyboard.type(text);

/** Put the cursor at a line and column, both from 1. */
export const go = (line, column = 1) => again(async () => {
  await press("Control+Digit1");
  await press("Control+KeyG");
  await page.locator(input).fill(`:${line}:${column}`, { timeout: 4000 });
  await press("Enter");
  await page.locator(".quick-input-widget").first().waitFor({ state: "hidden", timeout: 4000 });
});

/** The servers of this workbench: processes that run the launcher and bear its mark. */
export const servers = () => fs.readdirSync("/proc").filter(it => /^\d+$/.test(it)).filter(id => {
  try {
    return fs.readFileSync(`/proc/${id}/cmdline`, "utf8").includes("launcher.py") &&
      fs.readFileSync(`/proc/${id}/environ`, "utf8").includes(process.env.REPORTLENS_MARK);
  } catch { return false; }
});

/** The files to which the extension logs; none before it is activated. */
export const logs = () => {
  const folder = path.join(process.env.REPORTLENS_MARK, "user", "logs");
  return fs.readdirSync(folder, { recursive: true }).filter(it => it.endsWith("Reportlens.log")).map(it => path.join(folder, it));
};

/** All that the extension logged so far. */
export const log = () => logs().map(it => fs.readFileSync(it, "utf8")).join("\n");

/** Wait for words in what the extension logged; the log tells of every server that runs. */
export const logged = (words, timeout = PATIENCE) => until(() => words.test(log()), `${words} in the log`, timeout);

export const lines = () => fs.readFileSync(report, "utf8").split("\n");
export const lineOf = words => lines().findIndex(it => it.includes(words)) + 1;

export async function end() {
  await context.close();
  fs.rmSync(profile, { recursive: true, force: true });
  process.exit(failed ? 1 : 0);
}
