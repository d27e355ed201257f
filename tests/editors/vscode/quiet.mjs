// A window without a report: nothing is started and nothing is shown; without Markdown not even the extension is loaded.
import { all, end, go, gone, logs, open, page, press, run, see, servers, step, type } from "./driver.mjs";

/** What the workbench says of the extensions that it has activated: the list shows a part only, the costly ones first. */
const activated = async () => {
  const seen = new Set(), rows = all(".runtime-extensions-editor .monaco-list-row");
  await run("Developer: Show Running Extensions");
  await rows.first().waitFor();
  await rows.first().click();
  for (let idle = 0; idle < 3; ) { // the first time only the mark moves, to the end of what is in sight
    const before = seen.size;
    for (const it of await rows.allInnerTexts()) seen.add(it.replace(/\s+/g, " "));
    idle = seen.size > before ? 0 : idle + 1;
    await press("PageDown");
    await page.waitForTimeout(100);
  }
  await press("Escape");
  await gone(".runtime-extensions-editor");
  return [...seen];
};

await step("without Markdown the extension sleeps", async () => {
  await open("notes.txt");
  await see(".monaco-editor .view-line", /Nothing.to.see/);
  const others = await activated();
  if (others.some(it => it.includes("Reportlens")) || logs().length) throw new Error("it was activated");
  return `${others.length} others are awake`;
});
await step("nothing is shown", async () => {
  if (await all(".statusbar-item", /Reportlens|pass/).count()) throw new Error("an item in the status bar");
  if (await all(".pane-header", /Report Questions/).count()) throw new Error("a view");
});
await step("it wakes when it is called", async () => {
  // Alone, for its own cost to be seen: where Markdown wakes it, the figure holds the loading of the workbench's own Markdown extension.
  await run("Reportlens: Show Log");
  const words = await see(".output-view .view-line, .panel .view-line", /activated/);
  const row = (await activated()).find(it => it.includes("Reportlens"));
  return `${row.match(/Activation.*?\d+ms/)[0]}; ${words}`;
});
await step("another Markdown file starts nothing", async () => {
  await press("Control+KeyP");
  await type("README.md");
  await see(".quick-input-list .monaco-list-row", /README/);
  await press("Enter");
  await see(".monaco-editor .view-line", /Some.project/);
  await see(".statusbar-item", "Markdown");
  const words = await see(".output-view .view-line, .panel .view-line", /activated/);
  if (!/without.a.report/.test(words)) throw new Error(words);
  if (servers().length) throw new Error("a server runs");
  return words;
});
await step("nothing is shown for it", async () => {
  if (await all(".statusbar-item", /Reportlens|pass/).count()) throw new Error("an item in the status bar");
  if (await all(".pane-header", /Report Questions/).count()) throw new Error("a view");
});
await step("a report that is written there is recognised when saved", async () => {
  await go(1);
  await press("Control+End");
  await type("\n### Question 1\n\n> Answer:\n\nOne.\n\n### Question 2\n\n> Recommended answer length: 50-100 words\n>\n> Answer:\n\nTwo words.\n");
  await press("Control+KeyS");
  return see(".statusbar-item", /\d+\/\d+ pass|refused/);
});
await end();
