// A window without a report: nothing is started and nothing is shown.
import fs from "node:fs";
import { all, end, open, page, press, run, see, step, type } from "./driver.mjs";

await step("another Markdown file starts nothing", async () => {
  await open("");
  await page.waitForTimeout(4000); // a window that starts keeps the cores busy: what opening a file costs is to be seen
  await press("Control+KeyP");
  await type("README.md");
  await see(".quick-input-list .monaco-list-row", /README/);
  await press("Enter");
  await see(".monaco-editor .view-line", /Nothing.to.see/);
  await run("Reportlens: Show Log");
  const words = await see(".output-view .view-line, .panel .view-line", /activated/);
  if (!/without.a.report/.test(words)) throw new Error(words);
  const started = fs.readdirSync("/proc").filter(it => /^\d+$/.test(it)).some(id => {
    try {
      return fs.readFileSync(`/proc/${id}/cmdline`, "utf8").includes("launcher.py") &&
        fs.readFileSync(`/proc/${id}/environ`, "utf8").includes(process.env.REPORTLENS_MARK);
    } catch { return false; }
  });
  if (started) throw new Error("a server runs");
  return words;
});
await step("nothing is shown", async () => {
  if (await all(".statusbar-item", /Reportlens|pass/).count()) throw new Error("an item in the status bar");
  if (await all(".pane-header", /Report Questions/).count()) throw new Error("a view");
});
await step("the cost of the extension", async () => {
  await run("Developer: Show Running Extensions");
  const row = await see(".runtime-extensions-editor .monaco-list-row", /Reportlens/i);
  return row.match(/Activation.*?(\d+)ms/)?.[0] ?? row;
});
await step("a report that is written there is recognised when saved", async () => {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Digit1");
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n### Question 1\n\n> Answer:\n\nOne.\n\n### Question 2\n\n> Recommended answer length: 50-100 words\n>\n> Answer:\n\nTwo words.\n");
  await page.keyboard.press("Control+KeyS");
  return see(".statusbar-item", /\d+\/\d+ pass|refused/);
});
await end();
